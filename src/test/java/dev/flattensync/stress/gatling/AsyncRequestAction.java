package dev.flattensync.stress.gatling;

import com.typesafe.scalalogging.Logger;
import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.commons.stats.Status;
import io.gatling.core.action.Action;
import io.gatling.core.action.BlockExit;
import io.gatling.core.session.Session;
import io.gatling.core.stats.StatsEngine;
import java.util.Optional;
import scala.Option;

/**
 * Runs an {@link AsyncRequest} for each virtual user, logs its response and goes on.
 *
 * <p>Implements Gatling's smallest interface and does what its richer traits would: javac can't see the accessors that
 * these need.
 */
final class AsyncRequestAction implements Action {
    private final String name;
    private final AsyncRequest request;
    private final StatsEngine stats;
    private final Action next;
    private final Logger logger = Logger.apply(AsyncRequestAction.class);

    AsyncRequestAction(String name, AsyncRequest request, StatsEngine stats, Action next) {
        this.name = name;
        this.request = request;
        this.stats = stats;
        this.next = next;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Logger logger() {
        return logger;
    }

    /** Scala's trait would set its own logger through this while it is initialised; we have one already. */
    @Override
    public void com$typesafe$scalalogging$StrictLogging$_setter_$logger_$eq(Logger ignored) {
        // Kept as it is.
    }

    @Override
    public void execute(Session session) {
        Option<BlockExit> exit = BlockExit.mustExit(session);
        if (exit.isDefined()) {
            exit.get().exitBlock(stats, System.currentTimeMillis());
            return;
        }
        try {
            request.send().whenComplete((response, failure) -> proceed(session, response, failure));
        } catch (RuntimeException e) {
            crash(session, e);
        }
    }

    private void proceed(Session session, Optional<AsyncRequest.Response> response, Throwable failure) {
        if (failure != null) {
            crash(session, failure);
        } else {
            next.$bang(response.map(r -> logged(session, r)).orElse(session));
        }
    }

    private Session logged(Session session, AsyncRequest.Response response) {
        Status status = response.error().isEmpty() ? OK$.MODULE$ : KO$.MODULE$;
        Option<String> message = Option.apply(response.error().orElse(null));
        stats.logResponse(
                session.scenario(),
                session.groups(),
                response.name(),
                response.startMillis(),
                response.endMillis(),
                status,
                Option.empty(),
                message);
        Session timed = session.logGroupRequestTimings(response.startMillis(), response.endMillis());
        return response.error().isEmpty() ? timed : timed.markAsFailed();
    }

    /** An unexpected failure must be logged and the virtual user sent on, or the run would never end. */
    private void crash(Session session, Throwable failure) {
        long now = System.currentTimeMillis();
        stats.logResponse(
                session.scenario(),
                session.groups(),
                name,
                now,
                now,
                KO$.MODULE$,
                Option.empty(),
                Option.apply(String.valueOf(failure)));
        next.$bang(session.markAsFailed());
    }
}

package dev.flattensync.stress.simulation;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dev.flattensync.stress.gatling.BackgroundRequest;
import dev.flattensync.stress.gatling.SteppedWork;
import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ChainBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * The experiment that started it all, reproduced and answered: what do reads and changes cost in each way to keep the
 * documents, and how does that grow with the tables? One question at a time, each asked when the one before is
 * answered; the variants take turns.
 *
 * <p>It is configured by {@code stress.experiment}.
 */
public final class SeedExperimentSimulation extends StressSimulation<SeedExperiment> {
    private final SteppedWork work = new SteppedWork("experiment", steps -> run().run(steps));

    /** Checks the configuration, starts PostgreSQL and sets up what Gatling runs. */
    public SeedExperimentSimulation() {
        super(SeedExperiment::open);
        List<BackgroundRequest> checks =
                List.of(new BackgroundRequest("every size measured", Runnable::run, () -> run().incomplete()));
        ChainBuilder step = exec(request("next", work.next()))
                .exec(doIf(session -> work.isDone())
                        .then(group(session -> work.group(0))
                                .on(group(session -> work.group(1)).on(request("answer", work.log())))));
        List<Assertion> assertions = new ArrayList<>(assertionsOf(checks));
        assertions.add(global().failedRequests().count().is(0L));
        setUp(scenario("experiment")
                        .exec(asLongAs(session -> !work.isOver()).on(step))
                        .injectOpen(atOnceUsers(1))
                        .andThen(scenarioOf(checks).injectOpen(atOnceUsers(1))))
                .maxDuration(config().experiment().timeLimit())
                .assertions(assertions);
    }

    /** Writes the results. */
    @Override
    public void after() {
        work.close();
        run().finish();
    }
}

package dev.flattensync.stress.explain;

import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/** The notices of {@code auto_explain}, of several connections at once. They are read when they are asked for. */
final class PlanNotices {
    private final Queue<String> plans = new ConcurrentLinkedQueue<>();

    /** Keeps what is a plan among a warning and those after it; null is none. */
    void add(SQLWarning first) {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            ServerErrorMessage notice =
                    warning instanceof PSQLWarning fromServer ? fromServer.getServerErrorMessage() : null;
            String message = notice == null ? null : notice.getMessage();
            // "duration: 0.012 ms  plan:", then the JSON from the next line on.
            if (message != null && message.startsWith("duration: ") && message.contains("\n{")) {
                plans.add(message.substring(message.indexOf("\n{") + 1));
            }
        }
    }

    /** All that came since the last call. */
    List<ExplainedStatement> take() {
        List<ExplainedStatement> taken = new ArrayList<>();
        for (String plan = plans.poll(); plan != null; plan = plans.poll()) {
            taken.add(PlanReader.read(plan));
        }
        return taken;
    }
}

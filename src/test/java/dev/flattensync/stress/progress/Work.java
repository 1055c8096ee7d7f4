package dev.flattensync.stress.progress;

import dev.flattensync.stress.report.Wording;
import java.util.function.LongConsumer;

/** Work that is no load: rows that are loaded, a wait, a check. */
final class Work implements Activity, LongConsumer {
    private static final double NANOS_PER_SECOND = 1e9;

    private final String name;
    private final long total;
    private final long startNanos;
    private volatile long done;

    /** @param total how many rows there are at the end; 0 if nobody counts */
    Work(String name, long total, long startNanos) {
        this.name = name;
        this.total = total;
        this.startNanos = startNanos;
    }

    @Override
    public void accept(long rows) {
        done = rows;
    }

    @Override
    public String text(long nanos) {
        String rows = total > 0
                ? ", %s of %s rows (%s%%)".formatted(Wording.count(done), Wording.count(total), 100 * done / total)
                : "";
        return "%s%s, %s s".formatted(name, rows, Math.round(Math.floor((nanos - startNanos) / NANOS_PER_SECOND)));
    }
}

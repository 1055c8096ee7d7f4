package dev.flattensync.stress.measure;

import java.util.Locale;

/** Whether figures of a plateau may be compared. Those that may not are shown with the reason. */
public sealed interface Validity {

    /** The generator kept its schedule, and the sync kept up. */
    record Valid() implements Validity {}

    /**
     * The generator could not keep its schedule, so the figures say nothing about the sync.
     *
     * @param reason what was found and what is allowed
     */
    record Void(String reason) implements Validity {}

    /**
     * The sync could not keep up, so the figures say how long the run was.
     *
     * @param reason what was found and what is allowed
     */
    record Unsustainable(String reason) implements Validity {}

    /** Whether they may be compared. */
    default boolean isValid() {
        return this instanceof Valid;
    }

    /** The verdict in one word, as in {@code results.json}. */
    default String word() {
        return this instanceof Valid ? "valid" : this instanceof Void ? "void" : "unsustainable";
    }

    /** Why they may not; empty if they may. */
    default String reason() {
        if (this instanceof Void it) {
            return it.reason();
        }
        return this instanceof Unsustainable it ? it.reason() : "";
    }

    /**
     * What is demanded of a plateau.
     *
     * @param errors the share of changes that may fail, 0 to 1
     */
    record Limits(double errors) {
        private static final double ACHIEVED = 0.99;
        private static final long LAG_NANOS = 2_000_000;
        private static final long LAG_SHARE = 10;
        private static final double PERCENTILE = 99;
        private static final double NANOS_PER_MILLI = 1e6;

        /**
         * Judges the generator: void is a plateau whose lag p99 is over the larger of 2 ms and a tenth of its latency's
         * p99. The percentiles are taken of whatever samples there are.
         *
         * @param all the times of all changes on the plateau
         */
        Validity ofGenerator(Timings all) {
            long lag = all.lag().nearestNanos(PERCENTILE);
            long allowed = Math.max(LAG_NANOS, all.syncLatency().nearestNanos(PERCENTILE) / LAG_SHARE);
            return lag <= allowed
                    ? new Valid()
                    : new Void(text(
                            "the generator was late: lag p99 %.1f ms, allowed %.1f ms",
                            lag / NANOS_PER_MILLI, allowed / NANOS_PER_MILLI));
        }

        /**
         * Judges the sync: unsustainable is a plateau that was given up, or has more errors than allowed, an achieved
         * rate under 99% of the offered one, or a backlog of more than a second's worth of changes at its start or end.
         */
        Validity ofSync(Load load) {
            if (load.abandoned()) {
                return new Unsustainable(
                        text("given up, since too many waited: %,d when it was to end", load.backlogAtEnd()));
            }
            if (load.errors() > errors) {
                return new Unsustainable(
                        text("%,d of %,d changes failed, allowed %s%%", load.failed(), load.due(), percent(errors)));
            }
            if (load.achievedRate() < ACHIEVED * load.rate()) {
                return new Unsustainable(text(
                        "the backlog grew: %s%% of the offered rate achieved, allowed %s%%",
                        percent(load.achievedRate() / load.rate()), percent(ACHIEVED)));
            }
            if (load.backlogAtStart() > load.rate()) {
                return new Unsustainable(text(
                        "%,d changes of before waited when it began, allowed is what arrives in a second",
                        load.backlogAtStart()));
            }
            return load.backlogAtEnd() <= load.rate()
                    ? new Valid()
                    : new Unsustainable(text(
                            "%,d changes waited when it ended, allowed is what arrives in a second",
                            load.backlogAtEnd()));
        }

        private static String percent(double share) {
            return String.format(Locale.ROOT, "%.2f", 100 * share).replaceFirst("\\.?0+$", "");
        }

        private static String text(String format, Object... arguments) {
            return String.format(Locale.ROOT, format, arguments);
        }
    }
}

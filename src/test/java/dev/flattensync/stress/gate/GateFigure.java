package dev.flattensync.stress.gate;

/** A figure that a gate can be set on. */
public sealed interface GateFigure {

    /**
     * A percentile of the sync latency of a kind of change, milliseconds.
     *
     * @param percentile 0 to 100; 100 is the maximum
     */
    record Latency(double percentile) implements GateFigure {
        private static final double FULL = 100;

        /** Whether it is the longest of all latencies, which is a fact and no estimate. */
        boolean isMaximum() {
            return percentile >= FULL;
        }

        @Override
        public String unit() {
            return "ms";
        }

        @Override
        public boolean ofPlateau() {
            return true;
        }
    }

    /** A figure of all changes of an arm together. */
    enum OfArm implements GateFigure {
        /** The highest rate that is sustained, changes per second. */
        RATE("/s"),
        /** The share of the changes due on a plateau that failed, in percent. */
        ERRORS("%"),
        /** The rows inserted, updated and deleted per change. */
        ROWS("rows"),
        /** The bytes of WAL per change. */
        WAL("bytes");

        private final String unit;

        OfArm(String unit) {
            this.unit = unit;
        }

        @Override
        public String unit() {
            return unit;
        }

        @Override
        public boolean ofPlateau() {
            return this == ERRORS;
        }
    }

    /** The unit that it is stated in. */
    String unit();

    /** Whether it is judged on one plateau, not over all measured blocks. */
    boolean ofPlateau();

    /** Whether more of it is better, as of a rate. */
    default boolean isBetterHigh() {
        return this == OfArm.RATE;
    }
}

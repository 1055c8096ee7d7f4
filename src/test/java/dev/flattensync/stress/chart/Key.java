package dev.flattensync.stress.chart;

/** An entry of a plot's legend. */
public record Key(Sign sign, Look look, String label) {
    /** What the entry shows before its words. */
    public enum Sign {
        LINE,
        DASHED_LINE,
        LINE_WITH_POINT,
        POINT,
        HOLLOW_POINT,
        SMALL_POINT,
        /** A bar, or a part of one. */
        FULL_BAR,
        HALF_BAR,
        LIGHT_BAR,
        /** A band. */
        TINT,
        HATCH
    }
}

package dev.flattensync.stress.gate;

/** What a figure is held against. */
public sealed interface Bound {
    /** The unit of a limit that is a multiple of another figure. */
    String RATIO = "x";

    /**
     * A fixed limit.
     *
     * @param limit in the unit of the figure
     */
    record Absolute(double limit) implements Bound {}

    /**
     * A multiple of the same figure of another arm.
     *
     * @param limit how many times the other figure it may be, over 0
     * @param arm the other arm's label
     */
    record ToArm(double limit, String arm) implements Bound {}

    /**
     * A multiple of the same figure of the same arm in the run that was kept to compare with.
     *
     * @param limit how many times the other figure it may be, over 0
     */
    record ToBaseline(double limit) implements Bound {}

    /** The limit, or how many times the other figure. */
    double limit();
}

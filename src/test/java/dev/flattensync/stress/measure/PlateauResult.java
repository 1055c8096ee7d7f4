package dev.flattensync.stress.measure;

import java.util.Map;

/**
 * What one arm did on one plateau, over all its measured blocks.
 *
 * @param arm the arm's label
 * @param step the index of the profile's step
 * @param rate the offered rate, changes per second
 * @param due how many changes were due
 * @param failed how many of them failed or were never done
 * @param worstBacklog the most changes that were due but not visible when the plateau ended, of all blocks
 * @param backlogGrowth how many more changes were waiting at the end of the plateau than at its start, all blocks added
 *     up; negative if fewer
 * @param kinds the latencies by the label of the kind of change
 */
public record PlateauResult(
        String arm,
        int step,
        double rate,
        long due,
        long failed,
        int worstBacklog,
        int backlogGrowth,
        Map<String, Figures> kinds) {
    private static final int GROWTH_PERCENT = 5;

    /**
     * Whether the arm kept up: nothing failed, in no block did more wait at the end than arrives in a second, and over
     * all blocks the backlog grew by no more than {@value #GROWTH_PERCENT}% of what arrived.
     */
    public boolean sustained() {
        return due > 0 && failed == 0 && worstBacklog <= rate && backlogGrowth * 100L <= GROWTH_PERCENT * due;
    }

    /** The latencies of all kinds together. */
    public Figures all() {
        Figures all = new Figures();
        kinds.values().forEach(all::add);
        return all;
    }
}

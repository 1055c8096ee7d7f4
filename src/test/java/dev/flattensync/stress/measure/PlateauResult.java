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
 * @param kinds the latencies by the label of the kind of change
 */
public record PlateauResult(String arm, int step, double rate, long due, long failed, int worstBacklog, Map<String, Figures> kinds) {

    /** Whether the arm kept up: nothing failed, and in no block was more left at the end than arrives in a second. */
    public boolean sustained() {
        return failed == 0 && worstBacklog <= rate;
    }

    /** The latencies of all kinds together. */
    public Figures all() {
        Figures all = new Figures();
        kinds.values().forEach(all::add);
        return all;
    }
}

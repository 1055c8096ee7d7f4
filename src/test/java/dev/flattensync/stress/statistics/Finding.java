package dev.flattensync.stress.statistics;

/** What may be said of an arm's latency against the base's. */
public enum Finding {
    /** The latency is smaller than the base's. */
    FASTER("faster"),
    /** The latency is greater than the base's. */
    SLOWER("slower"),
    /** Chance alone may explain the difference. That is no proof that there is none. */
    NO_DIFFERENCE_SHOWN("no difference shown"),
    /** There are fewer than {@value #PAIRS_NEEDED} pairs of blocks, so nothing is said. */
    TOO_FEW_PAIRS("too few pairs");

    /** Fewer pairs of blocks are not enough to say anything. */
    public static final int PAIRS_NEEDED = 6;

    private final String words;

    Finding(String words) {
        this.words = words;
    }

    /** The finding as reports print it. */
    public String words() {
        return words;
    }
}

package dev.flattensync.stress.findings;

/** What the figures say of a claim. */
public enum Verdict {
    HOLDS("holds"),
    /** Under a condition alone, which the claim names. */
    HOLDS_ONLY("holds only"),
    /** Not otherwise, and whether under a condition, which the claim names, is open. */
    HOLDS_AT_MOST("holds at most"),
    DOES_NOT_HOLD("does not hold"),
    /** The figures leave both open. */
    NOT_DECIDED("not decided"),
    /** The machine can't show it, whatever the figures are. */
    NOT_JUDGED("reported, not judged"),
    NOT_MEASURED("not measured");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** Whether it is not complete without its condition. */
    boolean isConditional() {
        return this == HOLDS_ONLY || this == HOLDS_AT_MOST;
    }

    /** The verdict as reports print it. */
    public String words() {
        return words;
    }
}

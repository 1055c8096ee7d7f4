package dev.flattensync.stress.findings;

/** What the figures say of a claim. */
public enum Verdict {
    HOLDS("holds"),
    /** Under a condition alone, which the claim names. */
    HOLDS_ONLY("holds only"),
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

    /** The verdict as reports print it. */
    public String words() {
        return words;
    }
}

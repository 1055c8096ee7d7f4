package dev.flattensync.stress.findings;

import java.util.List;

/**
 * A claim of the original experiment, judged.
 *
 * @param statement the claim in its own words
 * @param verdict what the figures say
 * @param condition under which it holds, as {@code without indexes}; of no meaning if its verdict takes none
 * @param figures sentences, the most important first
 * @param reason why it is so, in a sentence
 */
public record Claim(String statement, Verdict verdict, String condition, List<String> figures, String reason) {

    /** Copies the figures. */
    public Claim {
        figures = List.copyOf(figures);
    }

    /** A claim that nothing is known of. */
    static Claim notMeasured(String statement, String reason) {
        return new Claim(statement, Verdict.NOT_MEASURED, "", List.of(), reason);
    }

    /** The verdict, with the condition under which the claim holds. */
    public String words() {
        return verdict.isConditional() ? verdict.words() + " " + condition : verdict.words();
    }
}

package dev.flattensync.stress.findings;

import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Variant;
import dev.flattensync.stress.report.Wording;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Head-of-line blocking: the change stream has one order, so an edit waits for the change before it.
 *
 * @param variant the variant's label
 * @param alone the median of an edit alone, in milliseconds
 * @param pull the median of the pull of post 0
 * @param behind the median of the edit behind that pull
 * @param ratio how many times as long the edit takes behind it
 */
public record Blocking(String variant, String alone, String pull, String behind, String ratio) {

    /** Of all variants that were asked. */
    static List<Blocking> all(Measured measured) {
        return measured.result().variants().stream()
                .map(Variant::label)
                .filter(variant ->
                        measured.median(variant, Question.EDIT_BEHIND_PULL).isPresent())
                .map(variant -> new Blocking(
                        variant,
                        millis(measured.median(variant, Question.EDIT_COMMENT)),
                        millis(measured.median(variant, Question.PULL_POST)),
                        millis(measured.median(variant, Question.EDIT_BEHIND_PULL)),
                        ratio(measured, variant)))
                .toList();
    }

    /** Of two questions, so not a contrast of variants, but over the same rounds. */
    private static String ratio(Measured measured, String variant) {
        return measured.ratio(variant, Question.EDIT_BEHIND_PULL, Question.EDIT_COMMENT)
                .map(Wording::ratio)
                .orElse(Wording.NONE);
    }

    private static String millis(OptionalDouble nanos) {
        return nanos.isPresent() ? Wording.millis(nanos.getAsDouble()) : Wording.NONE;
    }
}

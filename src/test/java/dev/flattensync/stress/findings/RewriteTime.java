package dev.flattensync.stress.findings;

import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.report.Wording;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What an edit's ratio to a rewrite consists of. */
final class RewriteTime {
    /** Two times that differ by less are about the same. */
    private static final double ABOUT = 1.25;

    private RewriteTime() {}

    /** A sentence or two for each schema that was rewritten. */
    static List<String> all(Measured measured) {
        return Stream.of(Storage.SCHEMA1, Storage.SCHEMA2)
                .flatMap(storage -> of(measured, storage))
                .toList();
    }

    private static Stream<String> of(Measured measured, Storage storage) {
        String rewritten = Measured.rewritten(storage);
        OptionalDouble edit = measured.median(Measured.plain(storage), Question.EDIT_COMMENT);
        OptionalDouble rewrite = measured.median(rewritten, Question.EDIT_COMMENT);
        OptionalDouble delete = measured.median(rewritten, Question.DELETE_USER);
        OptionalDouble insert = measured.median(rewritten, Question.INSERT_USER);
        if (edit.isEmpty() || rewrite.isEmpty() || delete.isEmpty() || insert.isEmpty()) {
            return Stream.empty();
        }
        double both = delete.getAsDouble() + insert.getAsDouble();
        double factor = rewrite.getAsDouble() / both;
        boolean about = factor < ABOUT && factor > 1 / ABOUT;
        return Stream.of(
                "In %s an edit takes %s ms, of which a commit %s ms; a rewrite takes %s ms, %s to delete a user (%s ms) and to insert one (%s ms)%s. To be %s times as fast an edit would have to take %s ms."
                        .formatted(
                                storage.word(),
                                Wording.millis(edit.getAsDouble()),
                                Wording.millis(measured.result().flush().commitNanos()),
                                Wording.millis(rewrite.getAsDouble()),
                                about ? "about as long as" : factor > 1 ? "longer than" : "less than",
                                Wording.millis(delete.getAsDouble()),
                                Wording.millis(insert.getAsDouble()),
                                about ? "" : ", together %s ms".formatted(Wording.millis(both)),
                                Wording.number(Expectation.EDIT_TO_REWRITE),
                                Wording.millis(rewrite.getAsDouble() / Expectation.EDIT_TO_REWRITE)));
    }
}

package dev.flattensync.stress.findings;

import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.QuestionCost;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.report.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** What of a pull of post 0 is the schema's, the rows written, and what the sync's, the rows read. */
final class PulledPost {

    private PulledPost() {}

    /** In sentences; empty if the rows are not known of two schemas. */
    static Optional<String> rows(Measured measured) {
        List<String> written = rows(measured, QuestionCost::rowsWritten);
        List<String> read = rows(measured, QuestionCost::rowsRead);
        return written.size() < 2
                ? Optional.empty()
                : Optional.of(
                        "With indexes, a pull of post 0 writes this many rows: %s. That is the schema's. Before it writes what differs, the sync reads the whole user back in every schema, and that part of the time is the sync's; with the rows that are found again to be written, rows read are %s."
                                .formatted(Wording.list(written), Wording.list(read)));
    }

    /** As the end of a sentence about schema1 and schema2; nothing if not known. */
    static String written(Measured measured) {
        List<String> written = rows(measured, QuestionCost::rowsWritten);
        return written.size() < 2
                ? ""
                : "; the rows it writes are %s, after the sync has read the whole user back in either"
                        .formatted(Wording.list(written.subList(0, 2)));
    }

    private static List<String> rows(Measured measured, ToLongFunction<QuestionCost> count) {
        List<String> rows = new ArrayList<>();
        for (Storage storage : Measured.FLAT) {
            measured.cost(Measured.plain(storage), Question.PULL_POST)
                    .ifPresent(cost ->
                            rows.add("%s in %s".formatted(Wording.count(count.applyAsLong(cost)), storage.word())));
        }
        return rows;
    }
}

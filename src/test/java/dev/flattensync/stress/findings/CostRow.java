package dev.flattensync.stress.findings;

import dev.flattensync.stress.experiment.Indexes;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.QuestionCost;
import dev.flattensync.stress.experiment.Variant;
import dev.flattensync.stress.report.Lines;
import dev.flattensync.stress.report.Wording;
import java.util.Arrays;
import java.util.List;

/**
 * What PostgreSQL did to answer a question once.
 *
 * @param question the question's label
 * @param variant the variant's label
 * @param rowsRead as scans came upon them
 * @param rowsWritten inserted, updated and deleted
 * @param buffers pages looked at
 * @param wal with its unit, and how many images of whole pages are in it
 * @param nodes the kinds of plan node that touched tables
 * @param fullScans the tables that were read from end to end
 * @param flipped whether a table of more than a few rows was read from end to end although it has indexes
 */
public record CostRow(
        String question,
        String variant,
        String rowsRead,
        String rowsWritten,
        String buffers,
        String wal,
        String nodes,
        String fullScans,
        boolean flipped) {

    /** Where an answer takes so few rows, it is no matter how they were found. */
    private static final long FEW_ROWS = 1_000;

    /** Of all questions and variants whose cost is known. */
    static List<CostRow> all(Measured measured) {
        return Arrays.stream(Question.values())
                .flatMap(question -> measured.result().variants().stream()
                        .flatMap(variant -> measured.cost(variant.label(), question).stream()
                                .map(cost -> row(question, variant, cost))))
                .toList();
    }

    private static CostRow row(Question question, Variant variant, QuestionCost cost) {
        return new CostRow(
                question.label(),
                variant.label(),
                Wording.count(cost.rowsRead()),
                Wording.count(cost.rowsWritten()),
                Wording.count(cost.buffers()),
                wal(cost),
                String.join(", ", cost.nodes()),
                Wording.list(cost.fullScans()),
                !cost.fullScans().isEmpty() && cost.rowsRead() > FEW_ROWS && variant.indexes() == Indexes.INDEXED);
    }

    private static String wal(QuestionCost cost) {
        String bytes = Lines.bytes(cost.walBytes());
        return switch ((int) Math.min(2, cost.fullPageImages())) {
            case 0 -> bytes;
            case 1 -> bytes + ", 1 page image";
            default -> "%s, %s page images".formatted(bytes, Wording.count(cost.fullPageImages()));
        };
    }
}

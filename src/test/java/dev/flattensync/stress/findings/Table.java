package dev.flattensync.stress.findings;

import dev.flattensync.stress.experiment.Cell;
import dev.flattensync.stress.experiment.Growth;
import dev.flattensync.stress.experiment.Indexes;
import dev.flattensync.stress.experiment.Integrity;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Upkeep;
import dev.flattensync.stress.experiment.Variant;
import dev.flattensync.stress.report.Wording;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A table of questions and the variants of one group: all of them side by side are too wide to read.
 *
 * @param title what the group has in common
 * @param columns the labels of its variants
 * @param rows one for each question
 */
public record Table(String title, List<String> columns, List<Row> rows) {

    /**
     * The answers to a question.
     *
     * @param question the question's label
     * @param entries one for each column
     */
    public record Row(String question, List<String> entries) {}

    /** Median and 95th percentile, or the highest where there are too few samples for that. */
    static List<Table> latencies(Measured measured) {
        return tables(
                measured,
                (variant, question) -> measured.cell(variant, question)
                        .map(cell -> latency(measured, cell))
                        .orElse(Wording.NONE));
    }

    /** Exponents of latency and of buffers. */
    static List<Table> growths(Measured measured) {
        return tables(measured, (variant, question) -> growth(Growth.of(measured.result(), variant, question)));
    }

    /** How many times as long a question takes with constraints. */
    static List<Table> constraints(Measured measured) {
        List<String> variants = measured.labels(Table::isConstrained);
        List<Difference> differences = ConstraintsClaim.differences(measured);
        return variants.isEmpty()
                ? List.of()
                : List.of(table(
                        "",
                        variants,
                        (variant, question) -> differences.stream()
                                .filter(difference ->
                                        difference.variant().equals(variant) && difference.question() == question)
                                .map(difference -> Wording.ratio(difference.ratio()))
                                .findFirst()
                                .orElse(Wording.NONE)));
    }

    private static String latency(Measured measured, Cell cell) {
        String median =
                Wording.millis(measured.median(cell.variant(), cell.question()).orElse(cell.maxNanos()));
        return cell.p95Nanos().isPresent()
                ? median + " / " + Wording.millis(cell.p95Nanos().getAsLong())
                : median + " / max " + Wording.millis(cell.maxNanos());
    }

    private static String growth(Growth growth) {
        String latency = growth.latency().map(Wording::exponent).orElse(Wording.NONE);
        String buffers =
                growth.buffers().isPresent() ? Wording.exponent(growth.buffers().getAsDouble()) : Wording.NONE;
        return latency.equals(Wording.NONE) && buffers.equals(Wording.NONE) ? Wording.NONE : latency + "; " + buffers;
    }

    private static List<Table> tables(Measured measured, BiFunction<String, Question, String> entry) {
        Predicate<Variant> other = variant ->
                variant.upkeep() == Upkeep.REWRITE || !variant.storage().isFlat();
        return Stream.of(
                        table(
                                "Flat schemas without indexes",
                                measured.labels(other.negate().and(variant -> variant.indexes() == Indexes.NONE)),
                                entry),
                        table(
                                "Flat schemas with indexes",
                                measured.labels(variant ->
                                        variant.isPlain() && variant.storage().isFlat()),
                                entry),
                        table(
                                "Flat schemas with indexes and constraints",
                                measured.labels(Table::isConstrained),
                                entry),
                        table("Other ways to keep the documents", measured.labels(other), entry))
                .filter(table -> !table.columns().isEmpty())
                .toList();
    }

    /** Kept by the sync, with foreign keys. */
    static boolean isConstrained(Variant variant) {
        return variant.upkeep() == Upkeep.SYNC && variant.integrity() != Integrity.APPLICATION;
    }

    private static Table table(String title, List<String> variants, BiFunction<String, Question, String> entry) {
        return new Table(
                title,
                variants,
                Arrays.stream(Question.values())
                        .map(question -> new Row(
                                question.label(),
                                variants.stream()
                                        .map(variant -> entry.apply(variant, question))
                                        .toList()))
                        .filter(row -> row.entries().stream().anyMatch(text -> !text.equals(Wording.NONE)))
                        .toList());
    }
}

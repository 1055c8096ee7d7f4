package dev.flattensync.stress.page;

import dev.flattensync.stress.compare.Contender;
import dev.flattensync.stress.compare.Lineup;
import dev.flattensync.stress.report.Lines;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.result.Costs;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What the measured blocks cost besides time: a row for each figure, a column for each contender.
 *
 * @param signs the columns
 * @param rows none if nothing was measured
 */
record CostView(List<Sign> signs, List<Row> rows) {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double PERCENT = 100;

    /** A figure of all contenders. */
    record Row(String label, List<String> values) {}

    static CostView of(Lineup lineup) {
        List<Optional<Costs>> costs = lineup.contenders().stream()
                .map(Contender::measuredBlocks)
                .map(blocks -> blocks.isEmpty() ? Optional.<Costs>empty() : Optional.of(Costs.of(blocks)))
                .toList();
        if (costs.stream().allMatch(Optional::isEmpty)) {
            return new CostView(List.of(), List.of());
        }
        return new CostView(
                Sign.of(lineup),
                List.of(
                        row(costs, "WAL per change", of -> number(of.walBytes(), 1, " bytes")),
                        row(costs, "rows inserted per change", of -> rows(of, Costs.Rows::inserted)),
                        row(costs, "rows updated per change", of -> rows(of, Costs.Rows::updated)),
                        row(costs, "of these without new index entries (HOT)", of -> rows(of, Costs.Rows::hotUpdated)),
                        row(costs, "rows deleted per change", of -> rows(of, Costs.Rows::deleted)),
                        row(costs, "more dead rows per change", of -> rows(of, Costs.Rows::dead)),
                        row(
                                costs,
                                "CPU of PostgreSQL per change",
                                of -> number(of.postgresCpuNanos(), NANOS_PER_MILLI, " ms")),
                        row(
                                costs,
                                "CPU of the rig and the sync per change",
                                of -> number(of.rigCpuNanos(), NANOS_PER_MILLI, " ms")),
                        row(costs, "tables at the end", of -> Lines.bytes(of.tableBytes())),
                        row(costs, "indexes at the end", of -> Lines.bytes(of.indexBytes())),
                        row(
                                costs,
                                "all pauses for garbage collection",
                                of -> of.pauseMillis().stream()
                                        .mapToObj(millis -> Wording.count(millis) + " ms")
                                        .findFirst()
                                        .orElse(Wording.NONE)),
                        row(
                                costs,
                                "CPU time stolen, in the worst block",
                                of -> number(of.stealShare(), 1 / PERCENT, "%"))));
    }

    private static Row row(List<Optional<Costs>> costs, String label, Function<Costs, String> value) {
        return new Row(
                label,
                costs.stream().map(of -> of.map(value).orElse(Wording.NONE)).toList());
    }

    private static String rows(Costs costs, ToDoubleFunction<Costs.Rows> count) {
        return costs.rows()
                .map(rows -> Wording.number(count.applyAsDouble(rows)))
                .orElse(Wording.NONE);
    }

    private static String number(OptionalDouble figure, double unit, String suffix) {
        return figure.isPresent() ? Wording.number(figure.getAsDouble() / unit) + suffix : Wording.NONE;
    }
}

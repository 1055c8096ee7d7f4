package dev.flattensync.stress.page;

import dev.flattensync.stress.chart.Axis;
import dev.flattensync.stress.chart.Bars;
import dev.flattensync.stress.chart.Bars.Bar;
import dev.flattensync.stress.chart.Bars.Fill;
import dev.flattensync.stress.chart.Bars.Part;
import dev.flattensync.stress.chart.Key;
import dev.flattensync.stress.chart.Palette;
import dev.flattensync.stress.chart.Plot;
import dev.flattensync.stress.compare.Contender;
import dev.flattensync.stress.compare.Lineup;
import dev.flattensync.stress.report.Lines;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.result.BlockReport;
import dev.flattensync.stress.result.Costs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rows and WAL per change. */
final class CostCharts {
    private static final double BYTES_PER_KIB = 1_024;

    private CostCharts() {}

    /** Rows inserted, updated and deleted per change; empty if no contender's are known. */
    static Optional<ChartView> rows(String id, Lineup lineup) {
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < lineup.contenders().size(); i++) {
            Optional<Costs.Rows> rows = costs(lineup.contenders().get(i)).flatMap(Costs::rows);
            if (rows.isPresent()) {
                bars.add(new Bar(
                        i,
                        Palette.series(i),
                        List.of(
                                new Part(Fill.FULL, rows.get().inserted()),
                                new Part(Fill.HALF, rows.get().updated()),
                                new Part(Fill.LIGHT, rows.get().deleted())),
                        Wording.number(rows.get().written())));
            }
        }
        return ChartView.of(
                id,
                plot(
                        "Rows written per change",
                        "rows",
                        lineup,
                        bars,
                        List.of(
                                new Key(Key.Sign.FULL_BAR, Palette.NEUTRAL, "inserted"),
                                new Key(Key.Sign.HALF_BAR, Palette.NEUTRAL, "updated"),
                                new Key(Key.Sign.LIGHT_BAR, Palette.NEUTRAL, "deleted"))),
                "Over the whole mix, as PostgreSQL counts them.");
    }

    /** Bytes of WAL per change; empty if no contender's are known. */
    static Optional<ChartView> wal(String id, Lineup lineup) {
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < lineup.contenders().size(); i++) {
            Optional<Costs> costs = costs(lineup.contenders().get(i));
            if (costs.isPresent() && costs.get().walBytes().isPresent()) {
                double bytes = costs.get().walBytes().getAsDouble();
                bars.add(Bar.of(i, Palette.series(i), bytes / BYTES_PER_KIB, Lines.bytes(Math.round(bytes))));
            }
        }
        return ChartView.of(
                id,
                plot("WAL per change", "KiB", lineup, bars, List.of()),
                "Of the whole server. A checkpoint precedes each block, and the first write of a page after it puts the whole page into the WAL.");
    }

    private static Optional<Costs> costs(Contender contender) {
        List<BlockReport> blocks = contender.measuredBlocks();
        return blocks.isEmpty() ? Optional.empty() : Optional.of(Costs.of(blocks));
    }

    private static Plot plot(String title, String unit, Lineup lineup, List<Bar> bars, List<Key> keys) {
        List<String> labels = lineup.contenders().stream().map(Contender::label).toList();
        return new Plot(
                title,
                title + ", in the measured blocks: "
                        + bars.stream()
                                .map(bar -> labels.get(bar.row()) + " " + bar.label())
                                .collect(Collectors.joining(", "))
                        + ".",
                Axis.linear(
                        unit,
                        bars.stream()
                                .map(bar -> bar.parts().stream()
                                        .mapToDouble(Part::value)
                                        .sum())
                                .toList()),
                Axis.ofRows(labels),
                List.of(new Bars(bars)),
                keys);
    }
}

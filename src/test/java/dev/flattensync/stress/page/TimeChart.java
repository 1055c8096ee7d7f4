package dev.flattensync.stress.page;

import dev.flattensync.stress.chart.Axis;
import dev.flattensync.stress.chart.Bands;
import dev.flattensync.stress.chart.Bands.Band;
import dev.flattensync.stress.chart.Curves;
import dev.flattensync.stress.chart.Key;
import dev.flattensync.stress.chart.Layer;
import dev.flattensync.stress.chart.Layer.Point;
import dev.flattensync.stress.chart.Palette;
import dev.flattensync.stress.chart.Plot;
import dev.flattensync.stress.chart.Points;
import dev.flattensync.stress.chart.Points.Mark;
import dev.flattensync.stress.compare.Contender;
import dev.flattensync.stress.compare.Lineup;
import dev.flattensync.stress.measure.TimeSlice;
import dev.flattensync.stress.result.BlockReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Latency in the course of time, with the blocks marked. The arms of a run are shown as they took turns; runs, which
 * have nothing in common but their plan, block below block by the time that they measured.
 */
final class TimeChart {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double LONG_BLOCK_SECONDS = 60;

    private final List<Layer> lines = new ArrayList<>();
    private final List<Layer> points = new ArrayList<>();
    private final List<Key> keys = new ArrayList<>();
    private final List<Band> bands = new ArrayList<>();
    private final List<Double> times = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private final boolean inTurns;

    private TimeChart(boolean inTurns) {
        this.inTurns = inTurns;
    }

    /** A block and when it is shown to begin, in seconds. */
    private record Placed(BlockReport block, double from) {
        double to() {
            return from + block.length().toNanos() / NANOS_PER_SECOND;
        }
    }

    static Optional<ChartView> of(String id, Lineup lineup) {
        TimeChart chart = new TimeChart(
                lineup.contenders().stream().map(Contender::run).distinct().count() == 1);
        for (int i = 0; i < lineup.contenders().size(); i++) {
            chart.add(lineup.contenders().get(i), i);
        }
        return ChartView.of(id, chart.plot(), chart.note());
    }

    private void add(Contender contender, int series) {
        List<Placed> blocks = inTurns ? asTheyTookTurns(contender) : asMeasured(contender);
        List<List<Point>> medians = new ArrayList<>();
        List<Point> longest = new ArrayList<>();
        for (Placed placed : blocks) {
            List<Point> ofBlock = new ArrayList<>();
            for (TimeSlice slice : placed.block().timeline()) {
                double at = placed.from() + slice.fromSeconds() + slice.seconds() / 2;
                slice.p50Nanos().ifPresent(nanos -> ofBlock.add(new Point(at, nanos / NANOS_PER_MILLI)));
                longest.add(new Point(at, slice.maxNanos() / NANOS_PER_MILLI));
            }
            medians.add(ofBlock);
            ofBlock.forEach(point -> values.add(point.y()));
            times.add(placed.to());
            if (inTurns || series == 0) {
                bands.add(band(placed, series));
            }
        }
        longest.forEach(point -> values.add(point.y()));
        lines.add(new Curves(Palette.series(series), false, medians));
        points.add(new Points(Palette.series(series), Mark.SMALL, longest));
        keys.add(new Key(Key.Sign.LINE, Palette.series(series), contender.label() + " median"));
        keys.add(new Key(Key.Sign.SMALL_POINT, Palette.series(series), contender.label() + " longest"));
    }

    private Band band(Placed placed, int series) {
        boolean warmUp = placed.block().warmUp();
        return new Band(
                inTurns ? Palette.series(series) : Palette.NEUTRAL,
                warmUp ? Bands.Fill.HATCH : Bands.Fill.TINT,
                placed.from(),
                placed.to(),
                warmUp ? "" : String.valueOf(inTurns ? placed.block().number() : bands.size() + 1));
    }

    private static List<Placed> asTheyTookTurns(Contender contender) {
        Instant start = contender.run().blocks().stream()
                .map(BlockReport::start)
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        return contender.blocks().stream()
                .map(block ->
                        new Placed(block, Duration.between(start, block.start()).toNanos() / NANOS_PER_SECOND))
                .toList();
    }

    private static List<Placed> asMeasured(Contender contender) {
        List<Placed> placed = new ArrayList<>();
        double from = 0;
        for (BlockReport block : contender.measuredBlocks()) {
            Placed next = new Placed(block, from);
            placed.add(next);
            from = next.to();
        }
        return placed;
    }

    private Plot plot() {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Bands(bands));
        layers.addAll(points);
        layers.addAll(lines);
        if (bands.stream().anyMatch(band -> band.fill() == Bands.Fill.HATCH)) {
            keys.add(new Key(Key.Sign.HATCH, Palette.NEUTRAL, "warm-up"));
        }
        keys.add(new Key(Key.Sign.TINT, Palette.NEUTRAL, "block"));
        boolean nothing = lines.isEmpty() || values.isEmpty();
        return new Plot(
                "Latency over time",
                "Median and longest sync latency of the changes that were due in each part of the run, %s."
                        .formatted(
                                inTurns
                                        ? "with the blocks of each arm as they took turns"
                                        : "with the runs' blocks one below the other"),
                Axis.linear(inTurns ? "seconds since the first block began" : "seconds measured", times),
                Axis.logarithmic(LatencyCharts.MILLISECONDS, values),
                nothing ? List.of() : layers,
                keys);
    }

    private String note() {
        String numbers = inTurns
                ? "Shaded: the blocks, by their number and in their arm's colour; what is between them is not measured."
                : "Shaded: the blocks; the i-th blocks of all runs are below each other, and form a pair.";
        boolean longer = bands.stream().anyMatch(band -> band.to() - band.from() > LONG_BLOCK_SECONDS);
        return numbers + (longer ? " A point stands for a sixtieth of a long block." : " A point stands for a second.");
    }
}

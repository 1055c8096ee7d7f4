package dev.flattensync.stress.page;

import dev.flattensync.stress.capacity.ProbeResult;
import dev.flattensync.stress.compare.Lineup;
import dev.flattensync.stress.measure.Figures;
import dev.flattensync.stress.measure.PlateauRun;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.result.ArmCapacity;
import dev.flattensync.stress.workload.Rates;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The highest rate that a contender sustains, and each probe on the way to it.
 *
 * @param sustained the highest rate that was sustained, changes per second
 * @param unsustained the lowest above it that was not
 * @param reason why the search ended
 */
record CapacityView(Sign sign, String sustained, String unsustained, String reason, List<Row> probes) {

    /**
     * A probe.
     *
     * @param phase what it was for
     * @param offered changes per second
     * @param achieved the same
     * @param p50 median of the sync latency, milliseconds
     * @param p95 the same
     * @param outcome sustained, or why not
     */
    record Row(int number, String phase, String offered, String achieved, String p50, String p95, String outcome) {}

    /** Those contenders whose capacity was searched for. */
    static List<CapacityView> of(Lineup lineup) {
        List<Sign> signs = Sign.of(lineup);
        return IntStream.range(0, signs.size())
                .boxed()
                .flatMap(
                        i -> lineup.contenders().get(i).capacity().stream().map(capacity -> of(signs.get(i), capacity)))
                .toList();
    }

    private static CapacityView of(Sign sign, ArmCapacity capacity) {
        return new CapacityView(
                sign,
                rate(capacity.sustained()),
                rate(capacity.unsustained()),
                capacity.reason(),
                IntStream.range(0, capacity.probes().size())
                        .mapToObj(i -> row(
                                capacity.probes().get(i), capacity.plateaus().get(i)))
                        .toList());
    }

    private static String rate(OptionalDouble rate) {
        return rate.isPresent() ? Rates.number(rate.getAsDouble()) : Wording.NONE;
    }

    private static Row row(ProbeResult probe, PlateauRun plateau) {
        Figures latency = plateau.all().syncLatency();
        return new Row(
                probe.probe().number(),
                probe.probe().phase().word(),
                Rates.number(probe.probe().rate()),
                Wording.number(plateau.load().achievedRate()),
                LatencyView.millis(latency, 50),
                LatencyView.millis(latency, 95),
                probe.outcome().isValid()
                        ? "sustained"
                        : probe.outcome().word() + ": " + probe.outcome().reason());
    }
}

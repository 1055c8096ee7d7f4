package dev.flattensync.stress.report;

import dev.flattensync.stress.capacity.CapacityResult;
import dev.flattensync.stress.capacity.ProbeResult;
import dev.flattensync.stress.measure.Figures;
import dev.flattensync.stress.measure.PlateauRun;
import dev.flattensync.stress.workload.Rates;
import java.util.OptionalDouble;

/** The highest rate that an arm sustains, and each probe on the way to it. */
final class CapacityTable {
    private static final String ROW = "  %3s %-8s %9s %11s %9s %9s   %s";

    private CapacityTable() {}

    static void print(Lines lines, ArmCapacity capacity) {
        CapacityResult result = capacity.result();
        lines.title("Capacity of %s: %s", capacity.arm(), bracket(result));
        lines.add("  %s", result.reason().sentence());
        lines.add("");
        lines.add(ROW, "", "phase", "offered", "achieved", "p50 ms", "p95 ms", "");
        for (int i = 0; i < result.probes().size(); i++) {
            ProbeResult probe = result.probes().get(i);
            PlateauRun plateau = capacity.plateaus().get(i);
            Figures latency = plateau.all().syncLatency();
            lines.add(
                    ROW,
                    probe.probe().number(),
                    probe.probe().phase().word(),
                    Rates.number(probe.probe().rate()) + "/s",
                    Rates.number(Math.round(plateau.load().achievedRate())) + "/s",
                    Lines.milliseconds(latency.percentileNanos(50)),
                    Lines.milliseconds(latency.percentileNanos(95)),
                    probe.outcome().isValid()
                            ? "sustained"
                            : probe.outcome().word() + ": " + probe.outcome().reason());
        }
    }

    private static String bracket(CapacityResult result) {
        return "sustains %s, does not sustain %s"
                .formatted(
                        text(result.sustained(), "no rate that was tried"),
                        text(result.unsustained(), "more (not found)"));
    }

    private static String text(OptionalDouble rate, String none) {
        return rate.isPresent() ? Rates.text(rate.getAsDouble()) : none;
    }
}

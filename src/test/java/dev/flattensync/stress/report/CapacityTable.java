package dev.flattensync.stress.report;

import dev.flattensync.stress.capacity.ProbeResult;
import dev.flattensync.stress.measure.Figures;
import dev.flattensync.stress.measure.PlateauRun;
import dev.flattensync.stress.result.ArmCapacity;
import dev.flattensync.stress.workload.Rates;

/** The highest rate that an arm sustains, and each probe on the way to it. */
final class CapacityTable {
    private static final String ROW = "  %5s  %-8s %11s %11s %10s %10s   %s";

    private CapacityTable() {}

    static void print(Lines lines, ArmCapacity capacity) {
        lines.title("Capacity of %s: %s", capacity.arm(), bracket(capacity));
        lines.add("  %s", capacity.reason());
        lines.add("");
        lines.add("  Changes per second, and latencies in ms from due to visible:");
        lines.add("");
        lines.add(ROW, "probe", "phase", "offered", "achieved", "p50", "p95", "");
        for (int i = 0; i < capacity.probes().size(); i++) {
            ProbeResult probe = capacity.probes().get(i);
            PlateauRun plateau = capacity.plateaus().get(i);
            Figures latency = plateau.all().syncLatency();
            lines.add(
                    ROW,
                    probe.probe().number(),
                    probe.probe().phase().word(),
                    Rates.number(probe.probe().rate()) + "/s",
                    Rates.number(Math.round(plateau.load().achievedRate())) + "/s",
                    Lines.milliseconds(latency, 50),
                    Lines.milliseconds(latency, 95),
                    probe.outcome().isValid()
                            ? "sustained"
                            : probe.outcome().word() + ": " + probe.outcome().reason());
        }
    }

    /** The limits that were found, in words. */
    static String bracket(ArmCapacity capacity) {
        return capacity.sustained().stream()
                        .mapToObj(rate -> "sustains " + Rates.text(rate))
                        .findFirst()
                        .orElse("no rate is confirmed as sustained")
                + capacity.unsustained().stream()
                        .mapToObj(rate -> ", does not sustain " + Rates.text(rate))
                        .findFirst()
                        .orElse("; its limit was not found");
    }
}

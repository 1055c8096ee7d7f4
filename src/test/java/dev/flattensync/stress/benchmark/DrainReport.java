package dev.flattensync.stress.benchmark;

import dev.flattensync.stress.statistics.RatioEstimate;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a drain prints. */
final class DrainReport {
    private static final double CONFIDENCE = 0.95;

    private DrainReport() {}

    static void round(PrintWriter out, int round, Map<DrainArm, Drained> drained) {
        StringBuilder line = new StringBuilder(round < 0 ? "warm-up " : "round " + (round + 1) + " ");
        drained.forEach((arm, of) -> line.append(String.format(Locale.ROOT, "  %s %,.0f/s", arm.label(), of.rate())));
        out.println(line);
        out.flush();
    }

    static void summary(PrintWriter out, Map<DrainArm, List<Drained>> all) {
        out.println(
                "arm            events/s   x of limit (95%)          sync is x of it (95%)     JVM us/ev  PG us/ev  WAL B/ev  alloc B/ev");
        all.forEach((arm, rounds) -> {
            long events = rounds.stream().mapToLong(Drained::events).sum();
            long nanos = rounds.stream().mapToLong(Drained::nanos).sum();
            Costs costs =
                    rounds.stream().map(Drained::costs).reduce(Costs::plus).orElseThrow();
            out.printf(
                    Locale.ROOT,
                    "%-13s %,9.0f   %-25s %-25s %,9.0f %,9.0f %,9.0f %,9.0f%n",
                    arm.label(),
                    events * 1e9 / nanos,
                    ratio(rounds, all.get(DrainArm.LIMIT)),
                    ratio(all.get(DrainArm.SYNC), rounds),
                    costs.jvmCpuNanos() / 1e3 / events,
                    costs.postgresCpuNanos() / 1e3 / events,
                    (double) costs.walBytes() / events,
                    (double) costs.allocatedBytes() / events);
        });
        out.flush();
    }

    private static String ratio(List<Drained> figures, List<Drained> bases) {
        if (figures.size() < 2) {
            return "";
        }
        RatioEstimate estimate = RatioEstimate.of(
                figures.stream().mapToDouble(Drained::rate).toArray(),
                bases.stream().mapToDouble(Drained::rate).toArray());
        RatioEstimate.Interval interval = estimate.interval(CONFIDENCE);
        return String.format(Locale.ROOT, "%.3g (%.3g to %.3g)", estimate.ratio(), interval.low(), interval.high());
    }
}

package dev.flattensync.stress.benchmark;

import dev.flattensync.schema.FlatSchema;
import dev.flattensync.stress.statistics.RatioEstimate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a drain prints. */
final class DrainReport {
    private static final double CONFIDENCE = 0.95;

    private DrainReport() {}

    static void round(Output output, int round, Map<DrainArm, Drained> drained) {
        StringBuilder line = new StringBuilder(round < 0 ? "warm-up" : "round " + (round + 1));
        drained.forEach((arm, of) -> line.append(String.format(Locale.ROOT, "  %s %,.0f/s", arm.label(), of.rate())));
        output.line("  %s", line);
    }

    static void summary(Output output, Map<DrainArm, List<Drained>> all) {
        output.line(
                "%s",
                "  arm            events/s   x of limit (95%)          sync is x of it (95%)     JVM us/ev  PG us/ev  WAL B/ev  alloc B/ev");
        all.forEach((arm, rounds) -> {
            long events = rounds.stream().mapToLong(Drained::events).sum();
            long nanos = rounds.stream().mapToLong(Drained::nanos).sum();
            Costs costs =
                    rounds.stream().map(Drained::costs).reduce(Costs::plus).orElseThrow();
            output.line(
                    "  %-13s %,9.0f   %-25s %-25s %,9.0f %9s %,9.0f %,9.0f",
                    arm.label(),
                    events * 1e9 / nanos,
                    ratio(rounds, all.get(DrainArm.LIMIT)),
                    ratio(all.get(DrainArm.SYNC), rounds),
                    costs.jvmCpuNanos() / 1e3 / events,
                    postgresMicros(costs, events),
                    (double) costs.walBytes() / events,
                    (double) costs.allocatedBytes() / events);
        });
    }

    /** What the sync's rate should be of others', and whether it is. One pair can't tell. */
    static void aims(Output output, DrainedMix mix, FlatSchema schema, Map<DrainArm, List<Drained>> all) {
        List<Drained> sync = all.get(DrainArm.SYNC);
        if (sync.size() > 1) {
            all.forEach((arm, rounds) -> mix.aim(arm, schema)
                    .ifPresent(aim -> output.line("  sync to %s: %s", arm.label(), aim.judge(estimate(sync, rounds)))));
        }
    }

    /** What differs from the documents; whether nothing does. */
    static boolean differences(Output output, List<String> differences) {
        output.line(
                "  %s", differences.isEmpty() ? "all tables equal the documents" : "tables DIFFER from the documents:");
        differences.forEach(difference -> output.line("    %s", difference));
        return differences.isEmpty();
    }

    private static String postgresMicros(Costs costs, long events) {
        return costs.postgresCpuNanos().isPresent()
                ? String.format(Locale.ROOT, "%,.0f", costs.postgresCpuNanos().getAsLong() / 1e3 / events)
                : "-";
    }

    private static String ratio(List<Drained> figures, List<Drained> bases) {
        if (figures.size() < 2) {
            // One pair has no interval.
            return String.format(
                    Locale.ROOT, "%.3g", figures.get(0).rate() / bases.get(0).rate());
        }
        RatioEstimate estimate = estimate(figures, bases);
        RatioEstimate.Interval interval = estimate.interval(CONFIDENCE);
        return String.format(Locale.ROOT, "%.3g (%.3g to %.3g)", estimate.ratio(), interval.low(), interval.high());
    }

    private static RatioEstimate estimate(List<Drained> figures, List<Drained> bases) {
        return RatioEstimate.of(
                figures.stream().mapToDouble(Drained::rate).toArray(),
                bases.stream().mapToDouble(Drained::rate).toArray());
    }
}

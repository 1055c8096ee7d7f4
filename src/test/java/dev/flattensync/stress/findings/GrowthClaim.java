package dev.flattensync.stress.findings;

import dev.flattensync.stress.experiment.Cell;
import dev.flattensync.stress.experiment.ExperimentResult;
import dev.flattensync.stress.experiment.Growth;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.statistics.GrowthEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** "I guess logN complexity", of the delete: how it grows, without indexes and with them. */
final class GrowthClaim {
    static final String STATEMENT = "Delete: I guess logN complexity";

    /** From here on log N (of ever more rows) can't be told from growth in proportion. */
    private static final double CLEARLY_LESS_THAN_PROPORTION = 0.75;

    /**
     * An exponent that is so little over that of log N is no other growth: a factor of 1.6 between 10,000 and
     * 1,000,000. Medians of six rounds move by less than that.
     */
    private static final double TOLERANCE = 0.1;

    /** What exponents say against that of log N. */
    private enum Speed {
        /** Faster, the more so the larger the tables. */
        FASTER,
        /** No faster between any two sizes. */
        LOG,
        OPEN
    }

    private GrowthClaim() {}

    static Claim judge(Measured measured) {
        List<Growth> unindexed = growths(measured.result(), Measured::unindexed);
        List<Growth> indexed = growths(measured.result(), Measured::plain);
        if (unindexed.isEmpty() && indexed.isEmpty()) {
            return Claim.notMeasured(STATEMENT, "Growth takes two sizes at least.");
        }
        double ofRows = rowsExponent(measured.result());
        double log = ofRows + logExponent(measured.result().sizes());
        List<String> figures = new ArrayList<>();
        figures(figures, "Without indexes", unindexed);
        figures(figures, "With indexes", indexed);
        figures.add(rows(measured.result()));
        figures.add(
                "Between these sizes the exponent would be %s if cost grew with log N, 1 if in proportion, 0 if not at all. What is over that by no more than %s, both over all sizes and between the two largest, counts as log N; what is over it by more in both grows faster; anything else decides nothing."
                        .formatted(Wording.exponent(log), Wording.exponent(TOLERANCE)));
        return new Claim(
                STATEMENT,
                verdict(unindexed, indexed, log),
                judge(unindexed, log) == Speed.LOG ? "without indexes" : "with indexes",
                figures,
                reason(measured, log));
    }

    private static Verdict verdict(List<Growth> unindexed, List<Growth> indexed, double log) {
        Speed without = judge(unindexed, log);
        Speed with = judge(indexed, log);
        if (log > CLEARLY_LESS_THAN_PROPORTION || without == Speed.OPEN && with == Speed.OPEN) {
            return Verdict.NOT_DECIDED;
        }
        if (without == with) {
            return with == Speed.LOG ? Verdict.HOLDS : Verdict.DOES_NOT_HOLD;
        }
        boolean oneIsFaster = without == Speed.FASTER || with == Speed.FASTER;
        boolean oneIsLog = without == Speed.LOG || with == Speed.LOG;
        if (!oneIsFaster || !oneIsLog) {
            return unindexed.isEmpty() || indexed.isEmpty()
                    ? (oneIsLog ? Verdict.HOLDS : Verdict.DOES_NOT_HOLD)
                    : Verdict.NOT_DECIDED;
        }
        return Verdict.HOLDS_ONLY;
    }

    /** One that is faster is enough; nothing is known of none. */
    private static Speed judge(List<Growth> growths, double log) {
        List<Speed> speeds = growths.stream()
                .map(growth -> speed(growth.latency().orElseThrow(), log))
                .toList();
        if (speeds.contains(Speed.FASTER)) {
            return Speed.FASTER;
        }
        return speeds.isEmpty() || speeds.contains(Speed.OPEN) ? Speed.OPEN : Speed.LOG;
    }

    /**
     * Faster if both the exponent over all sizes and that between the two largest are over that of log N by more than
     * the tolerance; no faster if neither is.
     */
    private static Speed speed(GrowthEstimate latency, double log) {
        double limit = log + TOLERANCE;
        double last = latency.steps().get(latency.steps().size() - 1);
        if (latency.exponent() > limit && last > limit) {
            return Speed.FASTER;
        }
        return latency.exponent() > limit || last > limit ? Speed.OPEN : Speed.LOG;
    }

    private static List<Growth> growths(ExperimentResult result, Function<Storage, String> label) {
        return Measured.FLAT.stream()
                .map(storage -> Growth.of(result, label.apply(storage), Question.DELETE_USER))
                .filter(growth -> growth.latency().isPresent())
                .toList();
    }

    /** The exponent that log N shows between these sizes, found as that of the latencies is. */
    static double logExponent(List<Long> sizes) {
        double[] numbers = sizes.stream().mapToDouble(Long::doubleValue).toArray();
        double[] logs = sizes.stream().mapToDouble(Math::log).toArray();
        return GrowthEstimate.of(numbers, logs).exponent();
    }

    /** The exponent of the rows that the delete removes: 0 if they are the same at every size. */
    private static double rowsExponent(ExperimentResult result) {
        return Measured.FLAT.stream()
                .map(storage -> Growth.exponent(
                        result, Measured.plain(storage), Question.DELETE_USER, cost -> cost.rowsWritten()))
                .filter(OptionalDouble::isPresent)
                .findFirst()
                .map(OptionalDouble::getAsDouble)
                .orElse(0.0);
    }

    private static void figures(List<String> figures, String where, List<Growth> growths) {
        if (growths.isEmpty()) {
            return;
        }
        figures.add(
                "%s, exponent of latency against the number of comments, in parentheses that between each two neighbouring sizes: %s."
                        .formatted(
                                where,
                                Wording.joined(growths.stream()
                                        .map(growth -> name(growth) + " "
                                                + Wording.exponent(
                                                        growth.latency().orElseThrow()))
                                        .toList())));
        List<String> buffers = growths.stream()
                .flatMap(growth ->
                        growth.buffers().stream().mapToObj(exponent -> name(growth) + " " + Wording.exponent(exponent)))
                .toList();
        if (!buffers.isEmpty()) {
            figures.add("%s, exponent of the pages that PostgreSQL looked at, counted once at each size: %s."
                    .formatted(where, Wording.joined(buffers)));
        }
    }

    private static String name(Growth growth) {
        return growth.variant().replaceAll(",.*", "");
    }

    private static String rows(ExperimentResult result) {
        List<String> rows = result.sizes().stream()
                .flatMap(size -> result
                        .cell(size, Measured.plain(Storage.SCHEMA1), Question.DELETE_USER)
                        .flatMap(Cell::cost)
                        .map(cost ->
                                "%s at %s comments".formatted(Wording.count(cost.rowsWritten()), Wording.count(size)))
                        .stream())
                .toList();
        return rows.isEmpty()
                ? "How many rows the delete removed at each size is not known."
                : "Rows removed: %s.".formatted(Wording.joined(rows));
    }

    private static String reason(Measured measured, double log) {
        if (log > CLEARLY_LESS_THAN_PROPORTION) {
            return "The deleted document grew with the tables, so that log N can't be told from growth in proportion.";
        }
        String without = scanned(measured, Measured::unindexed).isEmpty()
                ? ""
                : "Without an index PostgreSQL reads whole tables to find the rows, and that part grows in proportion. ";
        List<String> flipped = scanned(measured, Measured::plain);
        return without
                + (flipped.isEmpty()
                        ? "With indexes it finds them by a B-tree, of which only the depth grows, and the rest is to delete them, which does not depend on what else there is."
                        : "In %s it read whole tables in spite of their indexes.".formatted(Wording.list(flipped)));
    }

    /** The schemas in which the delete read a whole table. */
    private static List<String> scanned(Measured measured, Function<Storage, String> label) {
        return Measured.FLAT.stream()
                .filter(storage -> measured.cost(label.apply(storage), Question.DELETE_USER)
                        .filter(cost -> !cost.fullScans().isEmpty())
                        .isPresent())
                .map(Storage::word)
                .toList();
    }
}

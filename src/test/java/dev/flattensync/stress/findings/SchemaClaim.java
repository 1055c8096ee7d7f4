package dev.flattensync.stress.findings;

import dev.flattensync.stress.experiment.Indexes;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.findings.Difference.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** "No difference between schemas": schema2 and schema3 against schema1, without indexes and with them. */
final class SchemaClaim {
    static final String STATEMENT = "No difference between schemas";

    private SchemaClaim() {}

    static Claim judge(Measured measured) {
        List<Difference> unindexed = differences(measured, Measured::unindexed);
        List<Difference> indexed = differences(measured, Measured::plain);
        if (unindexed.isEmpty() && indexed.isEmpty()) {
            return Claim.notMeasured(STATEMENT, "No two schemas were measured alike.");
        }
        List<String> figures = new ArrayList<>();
        figures(figures, "Without indexes", unindexed);
        figures(figures, "With indexes", indexed);
        boolean withoutDiffers = unindexed.stream().anyMatch(Difference::matters);
        boolean withDiffers = indexed.stream().anyMatch(Difference::matters);
        return new Claim(
                STATEMENT,
                verdict(unindexed, indexed, withoutDiffers, withDiffers),
                withDiffers ? "without indexes" : "with indexes",
                figures,
                reason(measured, withDiffers));
    }

    private static Verdict verdict(
            List<Difference> unindexed, List<Difference> indexed, boolean withoutDiffers, boolean withDiffers) {
        if (!withoutDiffers && !withDiffers) {
            return Stream.concat(unindexed.stream(), indexed.stream()).allMatch(Difference::judged)
                    ? Verdict.HOLDS
                    : Verdict.NOT_DECIDED;
        }
        boolean other = withDiffers ? withoutDiffers || !known(unindexed) : !known(indexed);
        return other ? Verdict.DOES_NOT_HOLD : Verdict.HOLDS_ONLY;
    }

    private static boolean known(List<Difference> differences) {
        return !differences.isEmpty() && differences.stream().allMatch(Difference::judged);
    }

    private static List<Difference> differences(Measured measured, Function<Storage, String> label) {
        return Difference.of(
                measured,
                Stream.of(Storage.SCHEMA2, Storage.SCHEMA3)
                        .flatMap(storage -> Arrays.stream(Question.values())
                                .map(question ->
                                        new Pair(question, label.apply(storage), label.apply(Storage.SCHEMA1))))
                        .toList());
    }

    private static void figures(List<String> figures, String where, List<Difference> differences) {
        differences.stream().map(Difference::variant).distinct().forEach(variant -> {
            List<Difference> ofVariant = differences.stream()
                    .filter(difference -> difference.variant().equals(variant))
                    .toList();
            List<Difference> differing =
                    ofVariant.stream().filter(Difference::matters).toList();
            String against = "%s, %s takes as long as %s in all %d questions, to within a tenth or chance."
                    .formatted(where, name(variant), name(ofVariant.get(0).base()), ofVariant.size());
            figures.add(
                    differing.isEmpty()
                            ? against
                            : "%s, %s differs from %s in %d of %d questions, most of all in %s. It differs in %s."
                                    .formatted(
                                            where,
                                            name(variant),
                                            name(ofVariant.get(0).base()),
                                            differing.size(),
                                            ofVariant.size(),
                                            differing.stream()
                                                    .max(Difference.BY_SIZE)
                                                    .orElseThrow()
                                                    .words(),
                                            Wording.list(differing.stream()
                                                    .map(difference -> "\""
                                                            + difference
                                                                    .question()
                                                                    .label() + "\"")
                                                    .toList())));
        });
    }

    private static String name(String variant) {
        return variant.replaceAll(",.*", "");
    }

    private static String reason(Measured measured, boolean withDiffers) {
        long scanned = measured.labels(variant -> variant.indexes() == Indexes.NONE).stream()
                .flatMap(variant ->
                        Arrays.stream(Question.values()).flatMap(question -> measured.cost(variant, question).stream()))
                .filter(cost -> !cost.fullScans().isEmpty())
                .count();
        String scans = scanned == 0
                ? ""
                : "Without indexes whole tables are read (for %d of the answers), a cost of its own that hides part of what the schemas do differently. "
                        .formatted(scanned);
        return scans
                + (withDiffers
                        ? "With indexes what is left is what the schema decides: whether a lookup needs a join, and how many rows move with a post."
                        : "With indexes no difference is left that a schema would be chosen for.");
    }
}

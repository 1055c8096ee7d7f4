package dev.flattensync.stress.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flattensync.stress.experiment.Cell;
import dev.flattensync.stress.experiment.ExperimentResult;
import dev.flattensync.stress.experiment.Indexes;
import dev.flattensync.stress.experiment.Integrity;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.QuestionCost;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.planted.PlantedExperiment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Each claim of the original experiment on results that are planted for it, and on those that are planted against it.
 */
class ClaimsTest {
    private static final int SCHEMAS = 0;
    private static final int LOOK_UP = 1;
    private static final int DELETE = 2;
    private static final int GROWTH = 3;
    private static final int CONSTRAINTS = 4;

    @Test
    void schemasThatDifferWithAndWithoutIndexesRefuteTheirLikeness() {
        Claim claim = claim(new PlantedExperiment(), SCHEMAS);

        assertThat(claim.verdict()).isEqualTo(Verdict.DOES_NOT_HOLD);
        assertThat(claim.figures())
                .hasSize(4)
                .last()
                .asString()
                .contains("200 in schema1, 10,100 in schema2 and 200 in schema3. That is the schema's.");
        assertThat(claim.figures().get(1))
                .startsWith("With indexes, schema2 is shown to differ from schema1 in 7 of 12 questions")
                .contains("reorder the posts: x 22.");
    }

    @Test
    void schemasThatDifferWithIndexesOnlyAreAlikeOnlyWithoutThem() {
        Claim claim = claim(new PlantedExperiment().change(likeSchema1(Indexes.NONE)), SCHEMAS);

        assertThat(claim.words()).isEqualTo("holds only without indexes");
    }

    @Test
    void schemasThatDifferWithoutIndexesOnlyAreAlikeOnlyWithThem() {
        Claim claim = claim(new PlantedExperiment().change(likeSchema1(Indexes.INDEXED)), SCHEMAS);

        assertThat(claim.words()).isEqualTo("holds only with indexes");
    }

    @Test
    void schemasThatDoNotDifferAreAlike() {
        Claim claim = claim(
                new PlantedExperiment().change(likeSchema1(Indexes.NONE)).change(likeSchema1(Indexes.INDEXED)),
                SCHEMAS);

        assertThat(claim.words()).isEqualTo("holds");
        assertThat(claim.figures().subList(0, 3))
                .allMatch(
                        figure -> figure.contains("in 0 of 12 questions. In 12 it takes as long, to within a tenth."));
    }

    @Test
    void differenceUnderATenthIsNone() {
        PlantedExperiment close =
                new PlantedExperiment().change(likeSchema1(Indexes.NONE)).change(likeSchema1(Indexes.INDEXED));

        assertThat(claim(close.times(1.05, "schema3"), SCHEMAS).words()).isEqualTo("holds");
        assertThat(claim(close.times(1.15 / 1.05, "schema3"), SCHEMAS).words()).isEqualTo("holds only without indexes");
    }

    /** Neither a difference nor its absence is shown: the interval reaches over a tenth. */
    @Test
    void differenceThatMayBeOverATenthIsNotDecided() {
        PlantedExperiment open = new PlantedExperiment()
                .change(likeSchema1(Indexes.NONE))
                .change(likeSchema1(Indexes.INDEXED))
                .times(1.085, "schema3", Question.EDIT_COMMENT);

        Claim claim = claim(open, SCHEMAS);

        assertThat(claim.words()).isEqualTo("not decided");
        assertThat(claim.figures().get(2)).contains("In 11 it takes as long", "Not decided: \"edit a comment\".");
        assertThat(claim.reason()).contains("does not say that there is none");
    }

    @Test
    void differenceWithIndexesRefutesTheLikenessIfWithoutThemItIsNotDecided() {
        PlantedExperiment open = new PlantedExperiment()
                .change(likeSchema1(Indexes.NONE))
                .times(1.085, Measured.unindexed(Storage.SCHEMA2), Question.EDIT_COMMENT);

        assertThat(claim(open, SCHEMAS).words()).isEqualTo("does not hold");
    }

    @Test
    void fewPairsOfRoundsDecideNothing() {
        PlantedExperiment few = new PlantedExperiment()
                .change(cell ->
                        PlantedExperiment.withRounds(cell, cell.roundNanos().subList(0, 3)));

        assertThat(claim(few, SCHEMAS).verdict()).isEqualTo(Verdict.NOT_DECIDED);
        assertThat(claim(few, CONSTRAINTS).verdict()).isEqualTo(Verdict.NOT_DECIDED);
    }

    @Test
    void lookUpThatIsFastWithIndexesTakesItsTimeOnlyWithoutThem() {
        Claim claim = claim(new PlantedExperiment(), LOOK_UP);

        assertThat(claim.words()).isEqualTo("holds only without indexes");
        assertThat(claim.figures().get(0))
                .startsWith(
                        "schema1: median 138 ms without indexes, 0.397 ms with indexes; without against with: x 349");
        assertThat(claim.reason()).contains("1,000,000 in schema1 (with indexes 1)");
    }

    @Test
    void lookUpThatTakesAnotherTimeWithoutIndexesRefutesIt() {
        PlantedExperiment fast =
                new PlantedExperiment().times(0.01, Measured.unindexed(Storage.SCHEMA1), Question.LOOK_UP_COMMENT);

        assertThat(claim(fast, LOOK_UP).words()).isEqualTo("does not hold");
    }

    @Test
    void lookUpThatTakesItsTimeInAnyCaseConfirmsIt() {
        PlantedExperiment slow = new PlantedExperiment();
        Measured.FLAT.forEach(storage -> slow.times(
                storage == Storage.SCHEMA2 ? 1_500 : 400, Measured.plain(storage), Question.LOOK_UP_COMMENT));

        assertThat(claim(slow, LOOK_UP).words()).isEqualTo("holds");
    }

    @Test
    void timeIsJudgedAtAMillionIfMoreWasMeasured() {
        ExperimentResult million = new PlantedExperiment().run().result();
        List<Cell> cells = new ArrayList<>(million.cells());
        million.cells().stream()
                .filter(cell -> cell.comments() == million.largest())
                .map(cell -> new Cell(
                        10_000_000,
                        cell.variant(),
                        cell.question(),
                        cell.count(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        10 * cell.maxNanos(),
                        cell.roundNanos().stream().map(nanos -> 10 * nanos).toList(),
                        cell.cost()))
                .forEach(cells::add);
        List<Long> sizes = new ArrayList<>(million.sizes());
        sizes.add(10_000_000L);
        ExperimentResult more = new ExperimentResult(million.variants(), sizes, cells, million.flush());
        ExperimentResult less =
                new ExperimentResult(million.variants(), List.of(10_000L, 10_000_000L), cells, million.flush());

        assertThat(Claims.of(more).get(LOOK_UP)).isEqualTo(Claims.of(million).get(LOOK_UP));
        assertThat(Claims.of(less).get(LOOK_UP).words()).isEqualTo("not measured");
    }

    @Test
    void deleteIsJudgedAsTheLookUpIs() {
        assertThat(claim(new PlantedExperiment(), DELETE).words()).isEqualTo("holds only without indexes");
    }

    @Test
    void deleteThatGrowsWithoutIndexesAloneIsLogarithmicOnlyWithThem() {
        Claim claim = claim(new PlantedExperiment(), GROWTH);

        assertThat(claim.words()).isEqualTo("holds only with indexes");
        assertThat(claim.figures())
                .contains(
                        "Rows removed: 10,101 at 10,000 comments, 10,101 at 100,000 comments, 10,101 at 1,000,000 comments.")
                .last()
                .asString()
                .contains("would be 0.09 if cost grew with log N");
        assertThat(claim.reason()).contains("reads whole tables", "B-tree");
    }

    @Test
    void deleteThatGrowsWithIndexesTooIsNotLogarithmic() {
        Claim claim = claim(new PlantedExperiment().change(growing(Indexes.INDEXED, 0.25)), GROWTH);

        assertThat(claim.words()).isEqualTo("does not hold");
    }

    @Test
    void deleteThatNeverGrowsFasterIsLogarithmic() {
        PlantedExperiment slow =
                new PlantedExperiment().change(growing(Indexes.NONE, 0.15)).change(growing(Indexes.INDEXED, 0.15));

        assertThat(claim(slow, GROWTH).words()).isEqualTo("holds");
    }

    @Test
    void deleteThatGrowsWithIndexesAloneIsLogarithmicOnlyWithoutThem() {
        PlantedExperiment odd =
                new PlantedExperiment().change(growing(Indexes.NONE, 0)).change(growing(Indexes.INDEXED, 0.8));

        assertThat(claim(odd, GROWTH).words()).isEqualTo("holds only without indexes");
    }

    /** Its part that is the same at every size hides the growth at the small ones: over all sizes it is under 0.19. */
    @Test
    void deleteThatGrowsBetweenTheLargestSizesAloneDecidesNothing() {
        PlantedExperiment bent = new PlantedExperiment()
                .change(growing(Indexes.NONE, 0))
                .change(growing(Indexes.INDEXED, 0))
                .change(cell -> cell.question() == Question.DELETE_USER && cell.comments() == 1_000_000
                        ? PlantedExperiment.withRounds(
                                cell,
                                cell.roundNanos().stream()
                                        .map(nanos -> nanos * 2)
                                        .toList())
                        : cell);

        Claim claim = claim(bent, GROWTH);

        assertThat(claim.words()).isEqualTo("not decided");
        assertThat(claim.figures().get(0)).contains("schema1 0.15 (0.00, 0.30)");
    }

    /** Over all sizes its exponent is 0.30, but that may be what small tables save: between the largest it is 0. */
    @Test
    void deleteThatGrowsBetweenTheSmallestSizesAloneDecidesNothing() {
        PlantedExperiment bent = new PlantedExperiment()
                .change(growing(Indexes.NONE, 0))
                .change(growing(Indexes.INDEXED, 0))
                .change(cell -> cell.question() == Question.DELETE_USER && cell.comments() > 10_000
                        ? PlantedExperiment.withRounds(
                                cell,
                                cell.roundNanos().stream()
                                        .map(nanos -> nanos * 4)
                                        .toList())
                        : cell);

        Claim claim = claim(bent, GROWTH);

        assertThat(claim.words()).isEqualTo("not decided");
        assertThat(claim.figures().get(0)).contains("schema1 0.30 (0.60, 0.00)");
    }

    @Test
    void deleteOfEverMoreRowsDecidesNothing() {
        PlantedExperiment larger = new PlantedExperiment()
                .change(cell -> PlantedExperiment.withCost(
                        cell, cell.cost().map(cost -> rowsWritten(cost, cell.comments() / 100))));

        Claim claim = claim(larger, GROWTH);

        assertThat(claim.words()).isEqualTo("not decided");
        assertThat(claim.reason()).contains("The deleted document grew with the tables");
    }

    /**
     * log 10⁴, log 10⁵ and log 10⁶ are as 4, 5 and 6: the slope of a line through their logarithms is log 1.5 / log
     * 100.
     */
    @Test
    void exponentOfLogNIsWhatIsWorkedOutByHand() {
        assertThat(GrowthClaim.logExponent(PlantedExperiment.SIZES))
                .isCloseTo(Math.log(1.5) / Math.log(100), within(1e-12));
    }

    @Test
    void constraintsThatCostMuchInSomeQuestionsAreNamed() {
        Claim claim = claim(new PlantedExperiment(), CONSTRAINTS);

        assertThat(claim.words()).isEqualTo("holds only for \"pull post 0\", \"delete a user\" and \"insert a user\"");
        assertThat(claim.figures()).hasSize(6);
    }

    @Test
    void constraintsThatCostNothingRefuteTheClaim() {
        assertThat(claim(new PlantedExperiment().change(constrained(1)), CONSTRAINTS)
                        .words())
                .isEqualTo("does not hold");
    }

    @Test
    void constraintsThatCostALittleAreNotMuchSlower() {
        Claim claim = claim(new PlantedExperiment().change(constrained(1.5)), CONSTRAINTS);

        assertThat(claim.words()).isEqualTo("does not hold");
        assertThat(claim.figures())
                .allMatch(figure ->
                        figure.contains("10 of 10 questions, at least twice as slow in 0, less than that in 10."));
    }

    /** A factor whose interval holds 2 is neither "much" nor not. */
    @Test
    void constraintsThatMayCostMuchDecideNothing() {
        Claim claim = claim(new PlantedExperiment().change(constrained(2)), CONSTRAINTS);

        assertThat(claim.words()).isEqualTo("not decided");
        assertThat(claim.figures()).allMatch(figure -> figure.contains("twice as slow in 0, less than that in 0."));
    }

    @Test
    void constraintsThatMayCostMuchInOneQuestionAreNamedWithIt() {
        PlantedExperiment one =
                new PlantedExperiment().change(constrained(1)).times(2, "schema1, cascade", Question.INSERT_USER);

        assertThat(claim(one, CONSTRAINTS).words()).isEqualTo("holds at most for \"insert a user\" (schema1, cascade)");
    }

    @Test
    void constraintsThatCostMuchInOneVariantAreNamedWithIt() {
        PlantedExperiment one = new PlantedExperiment()
                .change(constrained(1))
                .times(3, "schema2, cascade", Question.PUSH_POST)
                .times(2, "schema1, cascade", Question.INSERT_USER);

        assertThat(claim(one, CONSTRAINTS).words())
                .isEqualTo(
                        "holds only for \"push a post\" (schema2, cascade); not decided for \"insert a user\" (schema1, cascade)");
    }

    @Test
    void indexesThatForeignKeysNeedInSchema2AreNamed() {
        PlantedExperiment link = new PlantedExperiment().without(variant -> variant.storage() == Storage.SCHEMA2);

        assertThat(claim(new PlantedExperiment(), CONSTRAINTS).reason())
                .contains("unique posts(u_id, _id) and comments(u_id, p_id)", "also where no link is looked up");
        assertThat(claim(link, CONSTRAINTS).reason()).doesNotContain("posts(u_id");
    }

    @Test
    void constraintsThatCostMuchEverywhereConfirmTheClaim() {
        assertThat(claim(new PlantedExperiment().change(constrained(3)), CONSTRAINTS)
                        .words())
                .isEqualTo("holds");
    }

    @Test
    void claimsOnVariantsThatAreMissingAreNotMeasured() {
        PlantedExperiment indexed = new PlantedExperiment().without(variant -> variant.indexes() == Indexes.NONE);
        PlantedExperiment unconstrained =
                new PlantedExperiment().without(variant -> variant.integrity() != Integrity.APPLICATION);
        PlantedExperiment one = new PlantedExperiment().without(variant -> variant.storage() != Storage.SCHEMA2);
        PlantedExperiment json = new PlantedExperiment().without(variant -> variant.storage() != Storage.JSONB);

        assertThat(claim(indexed, LOOK_UP).words()).isEqualTo("not measured");
        assertThat(claim(indexed, DELETE).words()).isEqualTo("not measured");
        assertThat(claim(indexed, SCHEMAS).words()).isEqualTo("does not hold");
        assertThat(claim(indexed, GROWTH).words()).isEqualTo("holds");
        assertThat(claim(unconstrained, CONSTRAINTS).words()).isEqualTo("not measured");
        assertThat(claim(one, SCHEMAS).words()).isEqualTo("not measured");
        assertThat(Claims.of(json.run().result())).extracting(Claim::words).containsOnly("not measured");
    }

    @Test
    void claimsAreJudgedWithoutPostgresCounts() {
        PlantedExperiment uncounted =
                new PlantedExperiment().change(cell -> PlantedExperiment.withCost(cell, Optional.empty()));

        assertThat(Claims.of(uncounted.run().result()))
                .extracting(Claim::words)
                .containsExactly(
                        "does not hold",
                        "holds only without indexes",
                        "holds only without indexes",
                        "holds only with indexes",
                        "holds only for \"pull post 0\", \"delete a user\" and \"insert a user\"");
    }

    private static Claim claim(PlantedExperiment planted, int which) {
        return Claims.of(planted.run().result()).get(which);
    }

    /** Gives schema2 and schema3 the rounds of schema1, shifted so that they are not the same. */
    private static UnaryOperator<Cell> likeSchema1(Indexes indexes) {
        Map<String, Cell> cells = new PlantedExperiment()
                .run().result().cells().stream()
                        .collect(Collectors.toMap(cell -> key(cell.variant(), cell), cell -> cell));
        List<Storage> others = List.of(Storage.SCHEMA2, Storage.SCHEMA3);
        return cell -> others.stream()
                .filter(storage -> cell.variant().equals(label(storage, indexes)))
                .findFirst()
                .map(storage -> PlantedExperiment.withRounds(
                        cell,
                        shifted(cells.get(key(label(Storage.SCHEMA1, indexes), cell))
                                .roundNanos())))
                .orElse(cell);
    }

    private static String key(String variant, Cell cell) {
        return variant + cell.comments() + cell.question();
    }

    private static List<Long> shifted(List<Long> rounds) {
        List<Long> shifted = new ArrayList<>(rounds.subList(1, rounds.size()));
        shifted.add(rounds.get(0));
        return shifted;
    }

    /** Makes the delete take 10 ms at the smallest size, and grow by a power of the size. */
    private static UnaryOperator<Cell> growing(Indexes indexes, double exponent) {
        return cell -> cell.question() == Question.DELETE_USER
                        && Measured.FLAT.stream()
                                .anyMatch(storage -> cell.variant().equals(label(storage, indexes)))
                ? PlantedExperiment.withRounds(cell, grown(cell, exponent))
                : cell;
    }

    private static List<Long> grown(Cell cell, double exponent) {
        double base = 10e6 * Math.pow(cell.comments() / 10_000.0, exponent);
        List<Long> rounds = new ArrayList<>();
        for (int round = 0; round < cell.roundNanos().size(); round++) {
            rounds.add(Math.round(base * (round % 2 == 0 ? 1.01 : 0.99)));
        }
        return rounds;
    }

    /** Makes whatever has constraints take so many times as long as the variant without them. */
    private static UnaryOperator<Cell> constrained(double factor) {
        Map<String, Cell> cells = new PlantedExperiment()
                .run().result().cells().stream()
                        .collect(Collectors.toMap(cell -> key(cell.variant(), cell), cell -> cell));
        return cell -> cell.variant().matches(".*(foreign keys|cascade)")
                ? PlantedExperiment.withRounds(
                        cell,
                        shifted(cells.get(key(cell.variant().replaceAll(",.*", ""), cell))
                                        .roundNanos())
                                .stream()
                                .map(nanos -> Math.round(nanos * factor))
                                .toList())
                : cell;
    }

    private static String label(Storage storage, Indexes indexes) {
        return indexes == Indexes.NONE ? Measured.unindexed(storage) : Measured.plain(storage);
    }

    private static QuestionCost rowsWritten(QuestionCost cost, long rows) {
        return new QuestionCost(
                cost.statements(),
                cost.rowsRead(),
                rows,
                cost.buffers(),
                cost.walBytes(),
                cost.fullPageImages(),
                cost.nodes(),
                cost.fullScans());
    }
}

package dev.flattensync.stress.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.planted.PlantedExperiment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecommendationTest {
    private static final Mix READS =
            new Mix("reads", "", Map.of(Question.LOOK_UP_COMMENT, 3.0, Question.READ_USER, 1.0));
    private static final Mix PULLS = new Mix("pulls", "", Map.of(Question.PULL_POST, 1.0));
    private static final Mix EDITS = new Mix("edits", "", Map.of(Question.EDIT_COMMENT, 1.0));

    @Test
    void costIsTheWeightedMeanOfTheMedians() {
        Recommendation recommendation = recommendation(measured(new PlantedExperiment()), READS);

        assertThat(recommendation.nanos().get("schema1")).isCloseTo((3 * 0.4e6 + 18e6) / 4, within(0.1e6));
        assertThat(recommendation.nanos()).containsOnlyKeys("schema1", "schema2", "schema3", "jsonb");
    }

    @Test
    void cheapestSchemaIsFoundWithHowMuchTheOthersCost() {
        Recommendation recommendation = recommendation(measured(new PlantedExperiment()), READS);

        assertThat(recommendation.words()).isEqualTo("schema2 and schema3 (no difference shown)");
        assertThat(recommendation.others()).containsOnlyKeys("schema1");
        assertThat(recommendation.others().get("schema1").ratio()).isCloseTo(1.56, within(0.03));
    }

    @Test
    void schemasThatAreNotToldApartAreAllCheapest() {
        Recommendation pulls = recommendation(measured(new PlantedExperiment()), PULLS);
        Recommendation edits = recommendation(measured(new PlantedExperiment()), EDITS);

        assertThat(pulls.words()).isEqualTo("schema1 and schema3 (no difference shown)");
        assertThat(edits.words()).isEqualTo("schema1, schema2 and schema3 (no difference shown)");
        assertThat(edits.others()).isEmpty();
    }

    @Test
    void schemaWithoutAnAnswerIsLeftOut() {
        PlantedExperiment without = new PlantedExperiment().without(variant -> variant.storage() != Storage.SCHEMA3);

        assertThat(recommendation(measured(without), PULLS).words()).isEqualTo("schema3");
        assertThat(recommendation(
                                measured(
                                        new PlantedExperiment().without(variant -> variant.storage() != Storage.JSONB)),
                                PULLS)
                        .words())
                .isEqualTo("not measured");
    }

    @Test
    void mixOfTheRunIsTakenFromItsConfiguration() {
        Mix mix = Mix.all(
                        ConfigFactory.parseString(
                                "mix { edit-comment = 2, edit-user = 1, push-post = 1, insert-comment = 0, replace-user = 0.5 }"))
                .get(0);

        assertThat(mix.weights()).isEqualTo(Map.of(Question.EDIT_COMMENT, 3.0, Question.PUSH_POST, 1.0));
        assertThat(mix.meaning())
                .isEqualTo("75% edit a comment, 25% push a post; not measured and left out: replace-user 0.5");
    }

    @Test
    void configurationWithoutAMixLeavesTheNamedOnes() {
        assertThat(Mix.all(ConfigFactory.empty()))
                .extracting(Mix::name)
                .containsExactly("read-heavy", "append-only", "edits only", "restructuring");
    }

    /** By its interval alone, which excludes 1, it would be dearer. */
    @Test
    void schemaThatCostsLessThanATenthMoreIsNotToldApart() {
        PlantedExperiment close = new PlantedExperiment().times(1.06, "schema1", Question.PULL_POST);

        Recommendation recommendation = recommendation(measured(close), PULLS);

        assertThat(recommendation.words()).isEqualTo("schema1 and schema3 (no difference shown)");
        assertThat(recommendation.nanos().get("schema1")
                        / recommendation.nanos().get("schema3"))
                .isBetween(1.02, 1.099);
        assertThat(recommendation.others()).containsOnlyKeys("schema2");
    }

    @Test
    void fewPairsOfRoundsTellNoSchemasApart() {
        PlantedExperiment few = new PlantedExperiment()
                .change(cell ->
                        PlantedExperiment.withRounds(cell, cell.roundNanos().subList(0, 5)));

        assertThat(recommendation(measured(few), PULLS).others()).isEmpty();
    }

    @Test
    void costsAreToEachOtherAsTheRatioSays() {
        Recommendation recommendation = recommendation(measured(new PlantedExperiment()), READS);

        assertThat(recommendation.others())
                .allSatisfy((variant, ratio) -> assertThat(ratio.ratio())
                        .isCloseTo(
                                recommendation.nanos().get(variant)
                                        / recommendation.nanos().get("schema2"),
                                within(1e-9))
                        .isGreaterThan(1));
    }

    /** A pull costs 102 ms more, a lookup 0.31 ms less. */
    @Test
    void breakEvenIsWhatThePullCostsMoreByWhatTheLookupCostsLess() {
        assertThat(BreakEven.of(measured(new PlantedExperiment()), Storage.SCHEMA1))
                .matches(
                        "schema2 against schema1: worth it from 3[23]\\d lookups .* \\(3[012]\\d to 3[345]\\d by the ends .*\\)\\.");
    }

    /** One round in which the pull was cheaper does not undo what the others show. */
    @Test
    void breakEvenDoesNotTakeThatEveryRoundAgrees() {
        PlantedExperiment odd = new PlantedExperiment().change(cell -> {
            if (!cell.variant().equals("schema2") || cell.question() != Question.PULL_POST) {
                return cell;
            }
            List<Long> rounds = new ArrayList<>(cell.roundNanos());
            rounds.set(0, 1_000_000L);
            return PlantedExperiment.withRounds(cell, rounds);
        });

        assertThat(BreakEven.of(measured(odd), Storage.SCHEMA1)).contains("worth it from");
    }

    @Test
    void breakEvenThatIsNoneIsSaidSo() {
        PlantedExperiment best = new PlantedExperiment().times(0.01, "schema2", Question.PULL_POST);
        PlantedExperiment worst = new PlantedExperiment().times(100, "schema2", Question.LOOK_UP_COMMENT);
        PlantedExperiment alike = new PlantedExperiment().times(4.41, "schema2", Question.LOOK_UP_COMMENT);
        PlantedExperiment few = new PlantedExperiment()
                .change(cell ->
                        PlantedExperiment.withRounds(cell, cell.roundNanos().subList(0, 5)));
        PlantedExperiment gone = new PlantedExperiment().without(variant -> variant.storage() == Storage.SCHEMA3);

        assertThat(List.of(best, worst, alike, few))
                .extracting(planted -> BreakEven.of(measured(planted), Storage.SCHEMA1))
                .satisfiesExactly(
                        words ->
                                assertThat(words).contains("lookups of a comment cost less, pulls of a post cost less"),
                        words -> assertThat(words).contains("never worth it"),
                        words -> assertThat(words)
                                .contains("no difference in lookups of a comment shown, so no number of them pays"),
                        words -> assertThat(words).contains("not decided"));
        assertThat(BreakEven.of(measured(gone), Storage.SCHEMA3)).contains("not measured");
    }

    private static Recommendation recommendation(Measured measured, Mix mix) {
        return Recommendation.of(measured, List.of(mix)).get(0);
    }

    private static Measured measured(PlantedExperiment planted) {
        return new Measured(planted.run().result());
    }
}

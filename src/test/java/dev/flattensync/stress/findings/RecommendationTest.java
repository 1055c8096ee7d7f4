package dev.flattensync.stress.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.report.PlantedExperiment;
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
        Recommendation recommendation = Recommendation.of(measured(new PlantedExperiment()), READS);

        assertThat(recommendation.nanos().get("schema1")).isCloseTo((3 * 0.4e6 + 18e6) / 4, within(0.1e6));
        assertThat(recommendation.nanos()).containsOnlyKeys("schema1", "schema2", "schema3", "jsonb");
    }

    @Test
    void cheapestSchemaIsFoundWithHowMuchTheOthersCost() {
        Recommendation recommendation = Recommendation.of(measured(new PlantedExperiment()), READS);

        assertThat(recommendation.words()).isEqualTo("schema2");
        assertThat(recommendation.others()).containsOnlyKeys("schema1", "schema3");
        assertThat(recommendation.others().get("schema1").ratio()).isCloseTo(1.56, within(0.03));
    }

    @Test
    void schemasThatAreNotToldApartAreAllCheapest() {
        Recommendation pulls = Recommendation.of(measured(new PlantedExperiment()), PULLS);
        Recommendation edits = Recommendation.of(measured(new PlantedExperiment()), EDITS);

        assertThat(pulls.words()).isEqualTo("schema1 and schema3 (no difference shown)");
        assertThat(edits.words()).isEqualTo("schema1, schema2 and schema3 (no difference shown)");
        assertThat(edits.others()).isEmpty();
    }

    @Test
    void schemaWithoutAnAnswerIsLeftOut() {
        PlantedExperiment without = new PlantedExperiment().without(variant -> variant.storage() != Storage.SCHEMA3);

        assertThat(Recommendation.of(measured(without), PULLS).words()).isEqualTo("schema3");
        assertThat(Recommendation.of(
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

    /** A pull costs 102 ms more, a lookup 0.31 ms less. */
    @Test
    void breakEvenIsWhatThePullCostsMoreByWhatTheLookupCostsLess() {
        assertThat(BreakEven.of(measured(new PlantedExperiment()), Storage.SCHEMA1))
                .matches(
                        "schema2 is worth it against schema1 from 3[23]\\d lookups .* \\(95% interval \\d+ to \\d+\\)\\.");
    }

    @Test
    void breakEvenThatIsNoneIsSaidSo() {
        PlantedExperiment best = new PlantedExperiment().times(0.01, "schema2", Question.PULL_POST);
        PlantedExperiment worst = new PlantedExperiment().times(100, "schema2", Question.LOOK_UP_COMMENT);
        PlantedExperiment open = new PlantedExperiment().times(4.45, "schema2", Question.LOOK_UP_COMMENT);
        PlantedExperiment gone = new PlantedExperiment().without(variant -> variant.storage() == Storage.SCHEMA3);

        assertThat(List.of(best, worst, open))
                .extracting(planted -> BreakEven.of(measured(planted), Storage.SCHEMA1))
                .satisfiesExactly(
                        words -> assertThat(words).contains("schema2 beats schema1 at both"),
                        words -> assertThat(words).contains("never worth it"),
                        words -> assertThat(words).contains("not decided"));
        assertThat(BreakEven.of(measured(gone), Storage.SCHEMA3)).contains("not measured");
    }

    private static Measured measured(PlantedExperiment planted) {
        return new Measured(planted.run().result());
    }
}

package dev.flattensync.stress.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.experiment.Upkeep;
import dev.flattensync.stress.planted.PlantedExperiment;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationTest {

    @Test
    void designThatIsAsFastAsExpectedHolds() {
        List<Expectation> expectations = expectations(new PlantedExperiment());

        assertThat(expectations)
                .extracting(Expectation::required)
                .containsExactly(300.0, 5.0, 100.0, 100.0, 30.0, 30.0);
        assertThat(expectations).extracting(Expectation::verdict).containsOnly(Verdict.HOLDS);
    }

    /** Which expectation fails if this variant's answers take so many times as long. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.1, 'schema2, no indexes', LOOK_UP_COMMENT",
        "0, 10,  'schema2',             LOOK_UP_COMMENT",
        "1, 0.1, 'schema2, no indexes', DELETE_USER",
        "2, 0.4, 'schema1, rewritten',  EDIT_COMMENT",
        "3, 0.4, 'schema2, rewritten',  EDIT_COMMENT",
        "4, 0.4, 'jsonb',               EDIT_COMMENT",
        "5, 0.4, 'jsonb',               EDIT_COMMENT"
    })
    void designThatIsSlowerThanExpectedDoesNotHold(int which, double factor, String variant, Question question) {
        List<Expectation> expectations = expectations(new PlantedExperiment().times(factor, variant, question));

        assertThat(expectations.get(which).verdict()).isEqualTo(Verdict.DOES_NOT_HOLD);
    }

    @Test
    void requirementWithinTheIntervalDecidesNothing() {
        double ratio = expectations(new PlantedExperiment())
                .get(1)
                .ratio()
                .orElseThrow()
                .ratio();

        Expectation expectation = expectations(new PlantedExperiment()
                        .times(5 / ratio, Measured.unindexed(Storage.SCHEMA2), Question.DELETE_USER))
                .get(1);

        assertThat(expectation.ratio().orElseThrow().ratio()).isCloseTo(5, within(0.01));
        assertThat(expectation.verdict()).isEqualTo(Verdict.NOT_DECIDED);
    }

    @Test
    void editsAreNotJudgedOnASlowDisk() {
        List<Expectation> fast = expectations(new PlantedExperiment().flush(Expectation.SLOW_FLUSH_NANOS));
        List<Expectation> slow = expectations(new PlantedExperiment().flush(Expectation.SLOW_FLUSH_NANOS + 1));

        assertThat(fast).extracting(Expectation::verdict).containsOnly(Verdict.HOLDS);
        assertThat(slow)
                .extracting(Expectation::verdict)
                .containsExactly(
                        Verdict.HOLDS,
                        Verdict.HOLDS,
                        Verdict.NOT_JUDGED,
                        Verdict.NOT_JUDGED,
                        Verdict.NOT_JUDGED,
                        Verdict.NOT_JUDGED);
        assertThat(slow).allMatch(expectation -> expectation.ratio().isPresent());
    }

    @Test
    void bestThatAnEditCanDoIsACommit() {
        Expectation edit = expectations(new PlantedExperiment()).get(2);

        assertThat(edit.most().orElseThrow()).isCloseTo(110 / 0.35, within(5.0));
        assertThat(edit.most().orElseThrow())
                .isGreaterThan(edit.ratio().orElseThrow().ratio());
    }

    @Test
    void variantThatIsMissingIsNotMeasured() {
        List<Expectation> expectations =
                expectations(new PlantedExperiment().without(variant -> variant.upkeep() == Upkeep.REWRITE));

        assertThat(expectations.get(2).verdict()).isEqualTo(Verdict.NOT_MEASURED);
        assertThat(expectations.get(2).most()).isEmpty();
        assertThat(expectations.get(4).verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void roundsThatDoNotPairAreNotMeasured() {
        List<Expectation> expectations = expectations(new PlantedExperiment()
                .change(cell -> cell.variant().equals("jsonb")
                        ? PlantedExperiment.withRounds(
                                cell,
                                cell.roundNanos().subList(1, cell.roundNanos().size()))
                        : cell));

        assertThat(expectations.get(4).verdict()).isEqualTo(Verdict.NOT_MEASURED);
    }

    @Test
    void roundOfNoTimeIsNotMeasured() {
        List<Expectation> expectations = expectations(new PlantedExperiment()
                .change(cell -> cell.variant().equals("jsonb")
                        ? PlantedExperiment.withRounds(
                                cell, Collections.nCopies(cell.roundNanos().size(), 0L))
                        : cell));

        assertThat(expectations.get(5).verdict()).isEqualTo(Verdict.NOT_MEASURED);
    }

    private static List<Expectation> expectations(PlantedExperiment planted) {
        return Expectation.of(planted.run().result());
    }
}

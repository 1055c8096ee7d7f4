package dev.flattensync.stress.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.planted.PlantedRun;
import dev.flattensync.stress.result.CheckOutcome;
import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.result.RunResult;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;

class VerdictTextTest {

    @Test
    void whatTheComparisonFoundIsClaimedInBothDirections() {
        assertThat(VerdictText.of(PlantedRun.run()))
                .startsWith(
                        "schema2 is slower than schema1 at 250 changes/s in all changes p50 x 2.53 (2.42 to 2.65), edit comment p95 x 2.53 (2.42 to 2.65); it is faster in all changes p95 x 0.84 (0.81 to 0.88), insert post p50 x 0.51 (0.48 to 0.53).");
    }

    @Test
    void unsustainablePlateausAreNamed() {
        assertThat(VerdictText.of(PlantedRun.run()))
                .contains("Unsustainable, so not compared: schema2 at 500 changes/s.");
    }

    @Test
    void tooFewPairsSayNothing() {
        assertThat(VerdictText.of(PlantedRun.rounds(2)))
                .startsWith(
                        "Nothing can be said of schema2 against schema1 at 250 changes/s: there are 3 pairs of blocks, and 6 are needed.")
                .noneMatch(sentence -> sentence.contains("slower") || sentence.contains("faster"));
    }

    @Test
    void onePairSaysNothing() {
        assertThat(VerdictText.of(PlantedRun.rounds(1)))
                .startsWith(
                        "Nothing can be said of schema2 against schema1 at 250 changes/s: no two pairs of blocks have the samples that a percentile needs.");
    }

    @Test
    void noPlateauThatIsValidEverywhereSaysNothing() {
        assertThat(VerdictText.of(PlantedRun.late()))
                .containsExactly(
                        "Nothing can be said of latencies: no plateau is valid in every arm.",
                        "Void, since the generator was late, so not compared: schema1 at 250 changes/s and schema2 at 250 changes/s.");
    }

    @Test
    void oneArmHasNothingToBeComparedWith() {
        assertThat(VerdictText.of(PlantedRun.oneArm()))
                .containsExactly(
                        "There is nothing to compare schema1 with. At 500 changes/s, all changes took p50 1.96 ms and p95 6.12 ms.");
    }

    @Test
    void runWhoseTablesDifferHasNoResultWhateverWasFound() {
        assertThat(VerdictText.of(PlantedRun.tampered("a row is missing", "schema1.pull post.max < 1 s")))
                .containsExactly(
                        "No result: the tables of schema2 differ from the documents, so figures would mean nothing.",
                        "Gates are not judged, since there is no result.");
        assertThat(VerdictText.of(PlantedRun.tamperedCapacity())).noneMatch(sentence -> sentence.contains("sustain"));
    }

    @Test
    void tablesThatNobodyComparedLeaveNoResult() {
        assertThat(VerdictText.of(PlantedRun.unverified()))
                .containsExactly(
                        "No result: the tables of schema2 were not compared with the documents, so figures would mean nothing.",
                        "Checks failed besides: schema2: tables equal.");
    }

    @Test
    void checksThatFailedComeBeforeTheFiguresThatTheyDoubt() {
        RunResult run = PlantedRun.checked(
                PlantedRun.run(),
                new CheckOutcome("every change done", Optional.of("2 changes failed")),
                new CheckOutcome("schema1: tables equal", Optional.of("the sync has not caught up")),
                new CheckOutcome("schema1: no other writer", Optional.empty()));

        assertThat(VerdictText.of(run))
                .startsWith("Checks failed, so the figures are in doubt: every change done; schema1: tables equal.")
                .anyMatch(sentence -> sentence.startsWith("schema2 is slower than schema1"));
        assertThat(VerdictText.of(PlantedRun.run())).noneMatch(sentence -> sentence.contains("Checks"));
    }

    @Test
    void checksThatFailedBesideTheTablesAreNamedWithoutAResultToo() {
        RunResult run = PlantedRun.checked(
                PlantedRun.tampered("a row is missing"),
                new CheckOutcome("schema2: tables equal", Optional.of("a row is missing")),
                new CheckOutcome("schema2: no other writer", Optional.of("3 rows more")));

        assertThat(VerdictText.of(run))
                .containsExactly(
                        "No result: the tables of schema2 differ from the documents, so figures would mean nothing.",
                        "Checks failed besides: schema2: no other writer.");
    }

    @Test
    void sentenceOfTheChecksIsShortHoweverManyFailed() {
        CheckOutcome check = new CheckOutcome("n".repeat(1_000), Optional.of("no"));
        RunResult run = PlantedRun.checked(
                PlantedRun.oneArm(), Collections.nCopies(1_012, check).toArray(CheckOutcome[]::new));

        assertThat(VerdictText.of(run).get(0)).endsWith("nnn...; 1,002 more.").hasSizeLessThan(2_000);
    }

    @Test
    void limitsOfASearchForCapacityAreNamedForEachArm() {
        assertThat(VerdictText.of(PlantedRun.capacity()))
                .containsExactly(
                        "schema1: sustains 354 changes/s, does not sustain 421 changes/s.",
                        "schema2: sustains 1000 changes/s; its limit was not found.");
    }

    @Test
    void rigAloneSaysNothingOfSchemas() {
        assertThat(VerdictText.of(PlantedRun.rigOnly()))
                .startsWith("The rig alone: this sync keeps no tables, so nothing can be said of a schema.")
                .noneMatch(sentence -> sentence.contains("slower") || sentence.contains("faster"));
    }

    @Test
    void changesThatWereNeverDoneAreNamed() {
        assertThat(VerdictText.of(PlantedRun.unfinished())).contains("1 change was never done.");
    }

    @Test
    @DefaultLocale("ar-EG-u-nu-arab")
    void gatesAreCountedByOutcomeInLatinDigits() {
        RunResult run = PlantedRun.run(
                "schema1.pull post.max < 1 s",
                "schema2.pull post.max at 250/s < 1 s",
                "schema2.pull post.max at 250/s < 1 ms",
                "schema1.pull post.p95 < 1 s");

        assertThat(run.gates()).extracting(GateVerdict::outcome).contains(GateVerdict.Outcome.INCONCLUSIVE);
        assertThat(VerdictText.of(run)).endsWith("Gates: 2 passed, 1 failed, 1 inconclusive.");
    }
}

package dev.flattensync.stress.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.flattensync.stress.measure.Comparison;
import dev.flattensync.stress.measure.Comparison.Cell;
import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.measure.PlateauRun;
import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.planted.PlantedRun;
import dev.flattensync.stress.result.BlockReport;
import dev.flattensync.stress.result.RunResult;
import dev.flattensync.stress.statistics.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LineupTest {
    private static final String EDIT = "edit comment";
    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    @Test
    void everyFigureIsKnownByTheContendersLabel() {
        Results results = lineup(PlantedRun.run(), PlantedRun.run()).results();

        assertThat(results.arms()).containsExactly(BEFORE, AFTER);
        assertThat(results.plateaus()).extracting(PlateauResult::arm).containsExactly(BEFORE, BEFORE, AFTER, AFTER);
        assertThat(results.plateaus())
                .allSatisfy(plateau ->
                        assertThat(plateau.runs()).extracting(PlateauRun::arm).containsOnly(plateau.arm()));
    }

    @Test
    void plateausOfOtherArmsAreLeftOut() {
        RunResult run = PlantedRun.run();

        PlateauResult before = lineup(run, run).results().plateau(BEFORE, 0);

        PlateauResult schema1 = run.results().plateau("schema1", 0);
        assertThat(before.load()).isEqualTo(schema1.load());
        assertThat(before.validity()).isEqualTo(schema1.validity());
        assertThat(before.kinds()).isEqualTo(schema1.kinds());
        assertThat(before.runs())
                .extracting(PlateauRun::block)
                .isEqualTo(schema1.runs().stream().map(PlateauRun::block).toList());
    }

    @Test
    void blocksAreThoseOfTheArmAndMeasuredOnesAreWithoutWarmUp() {
        Contender contender = contender(BEFORE, PlantedRun.run());

        assertThat(contender.blocks()).hasSize(9).extracting(BlockReport::arm).containsOnly("schema1");
        assertThat(contender.measuredBlocks())
                .hasSize(8)
                .extracting(BlockReport::warmUp)
                .containsOnly(false);
    }

    @Test
    void plateausOfOneRateAreTheSameStep() {
        Results results = lineup(PlantedRun.run(), PlantedRun.late()).results();

        assertThat(results.plateau(BEFORE, 0).rate()).isEqualTo(250);
        assertThat(results.plateau(AFTER, 0).rate()).isEqualTo(250);
        assertThat(results.plateaus()).extracting(PlateauResult::step).containsExactly(0, 1, 0);
    }

    /** As after a change of the profile: the rate is the same, its place in the profile is not. */
    @Test
    void plateausOfOneRateAreTheSameStepWhereverTheProfileHasThem() {
        RunResult run = PlantedRun.run();
        List<PlateauResult> onlyFast = run.results().plateaus().stream()
                .filter(plateau -> plateau.rate() == 500)
                .toList();
        RunResult fast = new RunResult(
                run.setting(),
                run.operations(),
                new Results(run.results().arms(), onlyFast, 0),
                run.blocks(),
                run.capacities(),
                run.verification(),
                run.checks(),
                run.gates());

        Results results = lineup(fast, run).results();

        assertThat(results.plateau(BEFORE, 0).rate()).isEqualTo(500);
        assertThat(results.plateau(AFTER, 0).rate()).isEqualTo(500);
        assertThat(results.plateau(AFTER, 1).rate()).isEqualTo(250);
    }

    @Test
    void plateausOfOtherProfilesAreStepsOfTheirOwnAndNotCompared() {
        Lineup lineup = lineup(PlantedRun.run(), PlantedRun.failing());

        assertThat(lineup.results().plateaus())
                .extracting(PlateauResult::step, PlateauResult::rate)
                .containsExactly(tuple(0, 250.0), tuple(1, 500.0), tuple(2, 1_000.0));
        assertThat(lineup.results().plateau(AFTER, 2).runs())
                .extracting(PlateauRun::step)
                .containsOnly(2);
        assertThat(lineup.comparison()).isEmpty();
    }

    @Test
    void blocksOfOneNumberInTwoRunsFormAPair() {
        // As slow as schema2 in the same run: edits take 5 ms instead of 2. The first run's second block is void.
        Lineup lineup = new Lineup(
                "", List.of(contender(BEFORE, PlantedRun.run()), new Contender(AFTER, PlantedRun.run(), "schema2")));

        Comparison comparison = lineup.comparison().orElseThrow();

        Cell edits = comparison.cells(AFTER, EDIT).get(50.0);
        assertThat(comparison.step()).isZero();
        assertThat(edits.ratio().orElseThrow().pairs()).isEqualTo(7);
        assertThat(edits.ratio().orElseThrow().ratio()).isCloseTo(2.5, within(0.1));
        assertThat(edits.finding()).isEqualTo(Finding.SLOWER);
        assertThat(comparison)
                .usingRecursiveComparison()
                .isEqualTo(renamed(PlantedRun.run().comparison().orElseThrow()));
    }

    @Test
    void shorterRunIsComparedAsFarAsItGoes() {
        Comparison comparison =
                lineup(PlantedRun.rounds(4), PlantedRun.rounds(2)).comparison().orElseThrow();

        assertThat(comparison.cells(AFTER, EDIT).get(50.0).ratio().orElseThrow().pairs())
                .isEqualTo(3);
    }

    @Test
    void changesThatWereNeverDoneAreCountedOncePerRun() {
        RunResult run = PlantedRun.unfinished();
        int unfinished = run.results().unfinished();

        assertThat(unfinished).isPositive();
        assertThat(lineup(run, PlantedRun.run()).results().unfinished()).isEqualTo(unfinished);
        assertThat(lineup(run, run).results().unfinished()).isEqualTo(unfinished);
    }

    static List<RunResult> runsWithoutResult() {
        return List.of(
                PlantedRun.tampered("table \"posts\": a row is missing"),
                PlantedRun.unverified(),
                PlantedRun.rigOnly(),
                PlantedRun.late());
    }

    @ParameterizedTest
    @MethodSource("runsWithoutResult")
    void runWithoutResultIsNotComparedButItsFiguresAreThere(RunResult none) {
        for (Lineup lineup : List.of(lineup(PlantedRun.run(), none), lineup(none, PlantedRun.run()))) {
            assertThat(lineup.comparison()).isEmpty();
            assertThat(lineup.results().plateaus()).isNotEmpty();
        }
    }

    @Test
    void oneContenderIsNotCompared() {
        assertThat(new Lineup("", List.of(contender(BEFORE, PlantedRun.run()))).comparison())
                .isEmpty();
    }

    @Test
    void searchesForCapacityHaveCapacitiesInsteadOfPlateaus() {
        RunResult search = PlantedRun.capacity();
        Lineup lineup = new Lineup(
                "", List.of(new Contender(BEFORE, search, "schema1"), new Contender(AFTER, search, "schema2")));

        assertThat(lineup.results().plateaus()).isEmpty();
        assertThat(lineup.comparison()).isEmpty();
        assertThat(lineup.contenders())
                .extracting(contender -> contender.capacity().orElseThrow())
                .isEqualTo(search.capacities());
        assertThat(contender(BEFORE, PlantedRun.run()).capacity()).isEmpty();
    }

    private static Lineup lineup(RunResult before, RunResult after) {
        return new Lineup("schema1", List.of(contender(BEFORE, before), contender(AFTER, after)));
    }

    private static Contender contender(String label, RunResult run) {
        return new Contender(label, run, "schema1");
    }

    private static Comparison renamed(Comparison comparison) {
        return new Comparison(
                comparison.step(),
                comparison.cells().stream()
                        .map(cell -> new Cell(cell.kind(), AFTER, cell.percentile(), cell.ratio(), cell.finding()))
                        .toList());
    }
}

package dev.flattensync.stress.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.planted.PlantedRun;
import dev.flattensync.stress.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparedTest {

    @Test
    void armsOfARunStandSideBySideByTheirLabels() {
        RunResult run = PlantedRun.run();

        Compared compared = Compared.arms(new NamedRun("nightly", run));

        assertThat(compared.isOfRuns()).isFalse();
        assertThat(compared.cautions()).isEmpty();
        assertThat(compared.lineups()).hasSize(1);
        assertThat(compared.lineups().get(0).title()).isEmpty();
        assertThat(labels(compared.lineups().get(0))).containsExactly("schema1", "schema2");
        assertThat(compared.lineups().get(0).comparison())
                .usingRecursiveComparison()
                .isEqualTo(run.comparison());
    }

    @Test
    void sameSchemaTwiceHasTwoLabels() {
        Compared compared = Compared.arms(new NamedRun("noise", PlantedRun.sameSchemaTwice()));

        assertThat(labels(compared.lineups().get(0))).containsExactly("schema1#1", "schema1#2");
        assertThat(compared.lineups().get(0).comparison()).isPresent();
    }

    @Test
    void eachArmThatAllRunsHaveIsALineupOfTheRuns() {
        Compared compared = Compared.runs(
                List.of(
                        new NamedRun("before", PlantedRun.run()),
                        new NamedRun("after", PlantedRun.rounds(2)),
                        new NamedRun("later", PlantedRun.rounds(3))),
                List.of("another commit"));

        assertThat(compared.isOfRuns()).isTrue();
        assertThat(compared.cautions()).containsExactly("another commit");
        assertThat(compared.lineups()).extracting(Lineup::title).containsExactly("schema1", "schema2");
        assertThat(compared.lineups())
                .allSatisfy(lineup -> assertThat(labels(lineup)).containsExactly("before", "after", "later"))
                .allSatisfy(lineup -> assertThat(lineup.contenders())
                        .extracting(Contender::arm)
                        .containsOnly(lineup.title()));
    }

    @Test
    void armThatOneRunLacksIsLeftOut() {
        Compared compared = Compared.runs(
                List.of(
                        new NamedRun("both", PlantedRun.run()),
                        new NamedRun("both again", PlantedRun.run()),
                        new NamedRun("one", PlantedRun.oneArm())),
                List.of());

        assertThat(compared.lineups()).extracting(Lineup::title).containsExactly("schema1");
    }

    @Test
    void runsWithoutAnArmInCommonAreRefusedWithTheArmsOfEach() {
        List<NamedRun> runs =
                List.of(new NamedRun("both", PlantedRun.run()), new NamedRun("noise", PlantedRun.sameSchemaTwice()));

        assertThatThrownBy(() -> Compared.runs(runs, List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("expected runs with an arm in common: found both with schema1 and schema2, "
                        + "noise with schema1#1 and schema1#2");
    }

    @Test
    void searchesForCapacityAreComparedArmByArm() {
        Compared compared = Compared.runs(
                List.of(new NamedRun("before", PlantedRun.capacity()), new NamedRun("after", PlantedRun.capacity())),
                List.of());

        assertThat(compared.lineups())
                .hasSize(2)
                .allSatisfy(lineup -> assertThat(lineup.contenders())
                        .allSatisfy(contender -> assertThat(
                                        contender.capacity().orElseThrow().arm())
                                .isEqualTo(lineup.title())));
    }

    @Test
    void laterChangesToTheListsThatWereGivenDoNotShow() {
        List<NamedRun> runs = new ArrayList<>(
                List.of(new NamedRun("before", PlantedRun.oneArm()), new NamedRun("after", PlantedRun.oneArm())));
        List<String> cautions = new ArrayList<>(List.of("a caution"));

        Compared compared = Compared.runs(runs, cautions);
        runs.clear();
        cautions.clear();

        assertThat(compared.runs()).hasSize(2);
        assertThat(compared.cautions()).containsExactly("a caution");
    }

    private static List<String> labels(Lineup lineup) {
        return lineup.contenders().stream().map(Contender::label).toList();
    }
}

package dev.flattensync.stress.capacity;

import static dev.flattensync.stress.capacity.PlantedServer.FAILED;
import static dev.flattensync.stress.capacity.PlantedServer.SETTINGS;
import static dev.flattensync.stress.capacity.PlantedServer.SUSTAINED;
import static dev.flattensync.stress.capacity.PlantedServer.VOID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.stress.capacity.Probe.Phase;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapacitySearchTest {

    @Test
    void rateRisesThenBracketIsBisectedThenBothEndsAreConfirmed() {
        assertThat(PlantedServer.withLimit(300).search().probes())
                .extracting(result -> "%s %.0f"
                        .formatted(result.probe().phase(), result.probe().rate()))
                .containsExactly(
                        "RISE 50",
                        "RISE 100",
                        "RISE 200",
                        "RISE 400",
                        "BISECT 283",
                        "BISECT 336",
                        "BISECT 308",
                        "BISECT 295",
                        "CONFIRM 295",
                        "CONFIRM 295",
                        "CONFIRM 308",
                        "CONFIRM 308");
    }

    @Test
    void bracketAndReasonAreStated() {
        CapacityResult result = PlantedServer.withLimit(300).search();

        assertThat(result.sustained()).hasValue(295);
        assertThat(result.unsustained()).hasValue(308);
        assertThat(result.reason().sentence())
                .isEqualTo("Converged: 295 changes/s sustained, 308 changes/s not, each seen in 3 probes.");
    }

    @Test
    void probesAreListedWithTheirOutcomes() {
        List<ProbeResult> probes = PlantedServer.withLimit(60).search().probes();

        assertThat(probes.get(0)).isEqualTo(new ProbeResult(new Probe(50, Phase.RISE, 1), SUSTAINED));
        assertThat(probes.get(1)).isEqualTo(new ProbeResult(new Probe(100, Phase.RISE, 2), FAILED));
    }

    @Test
    void probeIsTheSameUntilItsOutcomeIsRecorded() {
        CapacitySearch search = new CapacitySearch(SETTINGS);

        assertThat(search.next()).isEqualTo(search.next()).hasValue(new Probe(50, Phase.RISE, 1));

        search.record(search.next().orElseThrow(), SUSTAINED);

        assertThat(search.next()).isEqualTo(search.next()).hasValue(new Probe(100, Phase.RISE, 2));
    }

    @Test
    void outcomeOfAnotherProbeIsRefused() {
        CapacitySearch search = new CapacitySearch(SETTINGS);

        assertThatThrownBy(() -> search.record(new Probe(60, Phase.RISE, 1), SUSTAINED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The search asked for probe 1 (50 changes/s, rise),"
                        + " but was told of probe 1 (60 changes/s, rise)");
        assertThat(search.next()).hasValue(new Probe(50, Phase.RISE, 1));
    }

    @Test
    void outcomeIsRefusedOnceTheSearchHasEnded() {
        CapacitySearch search = new CapacitySearch(new CapacitySettings(1, 2, 0.05, 1, 1, 60, 2));
        Probe only = search.next().orElseThrow();
        search.record(only, SUSTAINED);

        assertThat(search.next()).isEmpty();
        assertThatThrownBy(() -> search.record(only, FAILED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The search has ended and asked for no probe, but was told of probe 1 (1 change/s, rise)");
        assertThat(search.result().probes()).hasSize(1);
    }

    @Test
    void thereIsNoResultBeforeTheSearchHasEnded() {
        assertThatThrownBy(new CapacitySearch(SETTINGS)::result)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The search has not ended: it waits for the outcome of probe 1 (50 changes/s, rise)");
    }

    @Test
    void highestAllowedRateIsConfirmedAndNeverExceeded() {
        CapacityResult result =
                PlantedServer.withLimit(5_000).search(new CapacitySettings(50, 2, 0.05, 3, 333.25, 60, 2));

        assertThat(rates(result)).containsExactly(50.0, 100.0, 200.0, 333.25, 333.25, 333.25);
        assertThat(result.sustained()).hasValue(333.25);
        assertThat(result.unsustained()).isEmpty();
        assertThat(result.reason().sentence())
                .isEqualTo("The highest allowed rate, 333.25 changes/s, was sustained in 3 probes:"
                        + " the limit lies above it.");
    }

    @Test
    void rateFallsBelowTheStartUntilOneIsSustained() {
        CapacityResult result = PlantedServer.withLimit(10).search();

        assertThat(rates(result)).startsWith(50.0, 25.0, 12.5, 6.25);
        assertThat(result.sustained().orElseThrow()).isBetween(10 / 1.05, 10.0);
        assertThat(result.reason()).isInstanceOf(StopReason.Converged.class);
    }

    @Test
    void rateFallsToOneChangeASecondAndThereItGivesUp() {
        CapacityResult result = PlantedServer.withLimit(0).search();

        assertThat(rates(result)).containsExactly(50.0, 25.0, 12.5, 6.25, 3.13, 1.56, 1.0, 1.0, 1.0);
        assertThat(result.sustained()).isEmpty();
        assertThat(result.unsustained()).hasValue(1);
        assertThat(result.reason().sentence())
                .isEqualTo("The lowest rate tried, 1 change/s, was not sustained: the backlog grew.");
    }

    @Test
    void voidProbeIsRepeated() {
        CapacityResult result =
                PlantedServer.withLimit(300).first(400, VOID, VOID).search();

        assertThat(rates(result)).startsWith(50.0, 100.0, 200.0, 400.0, 400.0, 400.0, 283.0);
        assertThat(result.reason()).isEqualTo(new StopReason.Converged(295, 308, 3));
    }

    @Test
    void onlyVoidProbesInARowGiveARateUp() {
        CapacityResult result = PlantedServer.withLimit(300)
                .first(295, VOID, VOID, SUSTAINED, VOID, VOID)
                .first(308, VOID, VOID, FAILED, VOID, VOID)
                .search();

        assertThat(result.reason()).isEqualTo(new StopReason.Converged(295, 308, 3));
    }

    @Test
    void whatTheGeneratorReachesIsConfirmedIfItIsTheLimit() {
        CapacityResult result =
                PlantedServer.withLimit(5_000).withGeneratorLimit(300).search();

        assertThat(result.sustained()).hasValue(295);
        assertThat(result.unsustained()).isEmpty();
        assertThat(result.reason().sentence())
                .isEqualTo("The generator, not the sync, is the limit: it could not keep its schedule at 308 changes/s:"
                        + " changes were sent late.");
    }

    @Test
    void limitOfTheSyncBelowThatOfTheGeneratorIsFound() {
        CapacityResult result =
                PlantedServer.withLimit(300).withGeneratorLimit(350).search();

        assertThat(result.reason()).isEqualTo(new StopReason.Converged(295, 308, 3));
    }

    @Test
    void upperEndThatTheGeneratorDoesNotReachAgainIsNotCalledConfirmed() {
        CapacityResult result = PlantedServer.withLimit(300)
                .first(308, FAILED, VOID, VOID, VOID)
                .search();

        assertThat(result.sustained()).hasValue(295);
        assertThat(result.unsustained()).hasValue(308);
        assertThat(result.reason()).isEqualTo(new StopReason.GeneratorLimit(308, "changes were sent late"));
    }

    @Test
    void generatorThatKeepsNoScheduleLeavesNothingKnown() {
        CapacityResult result =
                PlantedServer.withLimit(300).withGeneratorLimit(0).search();

        assertThat(result.sustained()).isEmpty();
        assertThat(result.unsustained()).isEmpty();
        assertThat(result.reason()).isEqualTo(new StopReason.GeneratorLimit(1, "changes were sent late"));
    }

    @Test
    void searchThatMayMakeNoMoreProbesTellsWhatItConfirmed() {
        CapacityResult result = PlantedServer.withLimit(300).search(withMaxProbes(11));

        assertThat(result.probes()).hasSize(11);
        assertThat(result.sustained()).hasValue(295);
        assertThat(result.unsustained()).hasValue(308);
        assertThat(result.reason().sentence())
                .isEqualTo("Out of probes: the search was not done after 11, which is all that it may make.");
    }

    @Test
    void rateThatWasNotConfirmedIsNoResult() {
        CapacityResult result = PlantedServer.withLimit(300).search(withMaxProbes(9));

        assertThat(result.sustained()).isEmpty();
        assertThat(result.unsustained()).hasValue(308);
    }

    @Test
    void searchThatIsDoneWithItsLastProbeHasConverged() {
        assertThat(PlantedServer.withLimit(300).search(withMaxProbes(12)).reason())
                .isInstanceOf(StopReason.Converged.class);
    }

    @Test
    void rateThatFailedOnceByBadLuckDoesNotHoldTheSearchBelowIt() {
        CapacityResult result =
                PlantedServer.withLimit(2_000).first(100, FAILED).search();

        assertThat(result.sustained().orElseThrow()).isBetween(2_000 / 1.05, 2_000.0);
    }

    @Test
    void rateThatWasSustainedOnceByGoodLuckDoesNotHoldTheSearchAboveIt() {
        CapacityResult result =
                PlantedServer.withLimit(300).first(308, SUSTAINED).search();

        assertThat(result.sustained()).hasValue(295);
        assertThat(result.unsustained()).hasValue(308);
    }

    @Test
    void rateIsSettledByTheMajorityOfItsProbes() {
        CapacityResult failsTwice = PlantedServer.withLimit(300)
                .first(295, SUSTAINED, FAILED, FAILED)
                .search();
        CapacityResult failsThrice = PlantedServer.withLimit(300)
                .first(295, SUSTAINED, FAILED, FAILED, FAILED)
                .search();

        assertThat(failsTwice.sustained()).hasValue(295);
        assertThat(failsThrice.reason()).isEqualTo(new StopReason.Converged(283, 295, 3));
    }

    @Test
    void ratesHaveThreeDigitsIfTheBracketIsWideEnough() {
        assertThat(rates(PlantedServer.withLimit(12_345).search()))
                .allMatch(rate -> new BigDecimal(rate).round(new MathContext(3)).doubleValue() == rate);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.05, 10, 100.3, 101, 9_999})
    void precisionFinerThanThreeDigitsIsReached(double limit) {
        CapacityResult result =
                PlantedServer.withLimit(limit).search(new CapacitySettings(1, 2, 0.001, 1, 100_000, 100, 0));

        assertThat(result.sustained().orElseThrow()).isBetween(limit / 1.001, limit);
        assertThat(result.reason()).isInstanceOf(StopReason.Converged.class);
    }

    @Test
    void factorFinerThanThreeDigitsStillRisesAndFalls() {
        CapacitySettings fine = new CapacitySettings(100, 1.002, 0.01, 1, 100_000, 500, 0);

        assertThat(PlantedServer.withLimit(130).search(fine).sustained().orElseThrow())
                .isBetween(130 / 1.01, 130.0);
        assertThat(PlantedServer.withLimit(70).search(fine).sustained().orElseThrow())
                .isBetween(70 / 1.01, 70.0);
    }

    private static CapacitySettings withMaxProbes(int maxProbes) {
        return new CapacitySettings(50, 2, 0.05, 3, 100_000, maxProbes, 2);
    }

    private static List<Double> rates(CapacityResult result) {
        return result.probes().stream().map(tried -> tried.probe().rate()).toList();
    }
}

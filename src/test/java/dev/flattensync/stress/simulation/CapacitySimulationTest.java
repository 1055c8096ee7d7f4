package dev.flattensync.stress.simulation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.environment.StressConfigReader;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapacitySimulationTest {

    @Test
    void gatesOnOtherFiguresThanTheRateAreRefusedInOneSentence() {
        StressConfig config =
                config("[\"schema1.edit comment.p95 < 20 ms\", \"schema1.rate > 20/s\", \"schema2.errors < 1%\"]");

        assertThatThrownBy(() -> CapacitySimulation.refuseGatesButOnRates(config))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "stress.gates.rules = [\"schema1.edit comment.p95 < 20 ms\", \"schema2.errors < 1%\"]: allowed in a search for capacity are gates on the rate, as in \"schema1.rate >= 200/s\", for it has no plateau to judge others on");
    }

    @Test
    void rateThatIsNeverTriedIsRefused() {
        assertThatThrownBy(() -> CapacitySimulation.refuseGatesButOnRates(config("[\"schema1.rate >= 5000.1/s\"]")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "stress.gates.rules = \"schema1.rate >= 5000.1/s\": allowed is a rate that 5000/s meets, the highest that is offered by stress.capacity.max-rate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[\"*.rate >= 5000/s\", \"schema1.rate > 1.1 x schema2\"]"})
    void gatesOnTheRateMayBeJudged(String rules) {
        assertThatCode(() -> CapacitySimulation.refuseGatesButOnRates(config(rules)))
                .doesNotThrowAnyException();
    }

    @Test
    void mainJobRefusesARateThatItNeverOffers() {
        assertThatThrownBy(
                        () -> MixedEventStreamSimulation.refuseRatesNeverOffered(config("[\"schema1.rate > 200/s\"]")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "stress.gates.rules = \"schema1.rate > 200/s\": allowed is a rate that 200/s meets, the highest that is offered by the profile ramp");
    }

    @Test
    void mainJobTakesTheHighestRateThatItOffers() {
        assertThatCode(() -> MixedEventStreamSimulation.refuseRatesNeverOffered(
                        config("[\"schema1.rate >= 200/s\", \"schema1.edit comment.p95 < 900 s\"]")))
                .doesNotThrowAnyException();
    }

    private static StressConfig config(String rules) {
        Properties properties = new Properties();
        properties.setProperty("stress.gates.rules", rules);
        return StressConfigReader.read(properties);
    }
}

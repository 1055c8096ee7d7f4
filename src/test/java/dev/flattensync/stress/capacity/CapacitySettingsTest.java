package dev.flattensync.stress.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.stress.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacitySettingsTest {

    @Test
    void boundsAreAllowed() {
        assertThat(new CapacitySettings(1, 1.001, 0.001, 1, 1, 1, 0).start()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.5 | 2   | 0.05 | 3 | 100 | 60 | 2  | start = 0.5: allowed is a rate of at least 1 change/s",
                "NaN | 2   | 0.05 | 3 | 100 | 60 | 2  | start = NaN: allowed is a rate of at least 1 change/s",
                "50  | 1   | 0.05 | 3 | 100 | 60 | 2  | factor = 1.0: allowed is at least 1.001",
                "50  | NaN | 0.05 | 3 | 100 | 60 | 2  | factor = NaN: allowed is at least 1.001",
                "50  | 2   | 0    | 3 | 100 | 60 | 2  | precision = 0.0: allowed is 0.001 to under 1",
                "50  | 2   | 1    | 3 | 100 | 60 | 2  | precision = 1.0: allowed is 0.001 to under 1",
                "50  | 2   | 0.05 | 0 | 100 | 60 | 2  | confirmations = 0: allowed is at least 1",
                "50  | 2   | 0.05 | 3 | 49  | 60 | 2  | max-rate = 49.0: allowed is from start, which is 50.0, to 100000.0",
                "50  | 2   | 0.05 | 3 | 100001 | 60 | 2 | max-rate = 100001.0: allowed is from start, which is 50.0, to 100000.0",
                "50  | 2   | 0.05 | 3 | NaN | 60 | 2  | max-rate = NaN: allowed is from start, which is 50.0, to 100000.0",
                "50  | 2   | 0.05 | 3 | 100 | 0  | 2  | max-probes = 0: allowed is at least 1",
                "50  | 2   | 0.05 | 3 | 100 | 60 | -1 | retries-of-void = -1: allowed is at least 0"
            })
    void valueOutOfItsRangeIsRefused(
            double start,
            double factor,
            double precision,
            int confirmations,
            double maxRate,
            int maxProbes,
            int retriesOfVoid,
            String sentence) {
        assertThatThrownBy(() -> new CapacitySettings(
                        start, factor, precision, confirmations, maxRate, maxProbes, retriesOfVoid))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(sentence);
    }

    @ParameterizedTest
    @CsvSource({"Infinity, 2, Infinity, start", "50, Infinity, 100, factor", "50, 2, Infinity, max-rate"})
    void infiniteValueIsRefused(double start, double factor, double maxRate, String name) {
        assertThatThrownBy(() -> new CapacitySettings(start, factor, 0.05, 3, maxRate, 60, 2))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(name + " = Infinity: allowed is");
    }
}

package dev.flattensync.stress.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1|2",
        "1, 10, 1|2|5|10",
        "0.3, 1.1, 0.2|0.5|1|2",
        "0.09, 0.11, 0.05|0.1|0.2",
        "1200, 30000, '1,000|2,000|5,000|10k|20k|50k'",
        "700000, 1500000, 500k|1M|2M"
    })
    void logarithmicTicksAreRoundNumbersAroundAll(double low, double high, String labels) {
        assertThat(String.join("|", Axis.logarithmic("", List.of(high, low)).labels()))
                .isEqualTo(labels);
    }

    @Test
    void axisHoldsAllItsNumbers() {
        for (double low = 1e-8; low < 1e8; low *= 1.37) {
            for (double times : new double[] {1, 1.5, 70, 1e5}) {
                Axis axis = Axis.logarithmic("", List.of(low, low * times));

                assertThat(axis.holds(low) && axis.holds(low * times))
                        .as("%s to %s on %s", low, low * times, axis)
                        .isTrue();
                assertThat(axis.ticks()).hasSizeGreaterThan(1).isSorted();
            }
        }
    }

    @Test
    void numbersThatNoLogarithmHasDoNotCount() {
        assertThat(Axis.logarithmic("", List.of(0.0, -5.0, Double.NaN, Double.POSITIVE_INFINITY, 1.0, 9.0)))
                .isEqualTo(Axis.logarithmic("", List.of(1.0, 9.0)));
        assertThat(Axis.logarithmic("", List.of(0.0)).ticks()).containsExactly(1.0, 2.0, 5.0, 10.0);
        assertThat(Axis.logarithmic("", List.of(Double.MIN_VALUE, Double.MAX_VALUE))
                        .ticks())
                .allMatch(tick -> tick > 0 && tick < 1e16);
    }

    @ParameterizedTest
    @CsvSource({"0, 0|0.2|0.4|0.6|0.8|1", "3, 0|0.5|1|1.5|2|2.5|3", "3000, '0|500|1,000|1,500|2,000|2,500|3,000'"})
    void linearTicksAreMultiplesOfARoundStep(double largest, String labels) {
        assertThat(String.join("|", Axis.linear("", List.of(largest)).labels())).isEqualTo(labels);
    }

    @Test
    void percentilesAreAsFarApartAsTheirNines() {
        Axis axis = Axis.ofPercentiles("", 99.9);

        assertThat(axis.labels()).containsExactly("50", "90", "95", "99", "99.9");
        assertThat(axis.part(Axis.percentile(99)) - axis.part(Axis.percentile(90)))
                .isEqualTo(axis.part(Axis.percentile(99.9)) - axis.part(Axis.percentile(99)), within(1e-9));
        assertThat(axis.holds(Axis.percentile(99.9))).isTrue();
    }

    @Test
    void whereThereIsLittleRoomPowersOfTenAreLabelledFirst() {
        Axis axis = Axis.logarithmic("", List.of(1.0, 1_000.0));

        assertThat(axis.spaced(1_000, label -> 20).ticks()).hasSize(10);
        assertThat(axis.spaced(150, label -> 22).ticks()).containsExactly(1.0, 10.0, 100.0, 1_000.0);
    }

    @Test
    void whereThereIsLittleRoomEverySecondOrThirdLabelOfALinearAxisIsShown() {
        Axis axis = Axis.linear("", List.of(6.0));

        assertThat(axis.spaced(700, label -> 60).labels()).containsExactly("0", "1", "2", "3", "4", "5", "6");
        assertThat(axis.spaced(300, label -> 60).labels()).containsExactly("0", "2", "4", "6");
        assertThat(axis.spaced(10, label -> 60).labels()).containsExactly("0");
    }

    @Test
    void roomAboveIsThatPartOfTheWhole() {
        for (Axis axis : List.of(Axis.logarithmic("", List.of(1.0, 70.0)), Axis.linear("", List.of(70.0)))) {
            assertThat(axis.withRoom(0.25).part(axis.high())).isEqualTo(0.75, within(1e-9));
            assertThat(axis.at(axis.part(3))).isEqualTo(3, within(1e-9));
        }
    }

    @Test
    void firstRowIsAtTheTop() {
        assertThat(Axis.ofRows(List.of("a", "b")).labels()).containsExactly("b", "a");
    }
}

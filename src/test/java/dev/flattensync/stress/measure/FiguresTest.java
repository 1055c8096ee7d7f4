package dev.flattensync.stress.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({"50, 20", "90, 100", "95, 200", "99, 1000", "99.9, 10000"})
    void percentileNeedsTenSamplesBeyondIt(double percentile, int needed) {
        assertThat(oneTo(needed - 1).percentileNanos(percentile)).isEmpty();
        assertThat(oneTo(needed).percentileNanos(percentile)).isPresent();
    }

    @Test
    void percentileIsTheLatencyThatSoManySamplesAreAtOrUnder() {
        Figures figures = oneTo(1_000);

        assertThat(figures.percentileNanos(50).getAsLong()).isEqualTo(500);
        assertThat(figures.percentileNanos(95).getAsLong()).isEqualTo(950);
        assertThat(figures.percentileNanos(99).getAsLong()).isEqualTo(990);
    }

    @Test
    void latenciesAreKeptToThreeDigits() {
        Figures figures = new Figures();
        figures.add(123_456_789_012L, true);

        assertThat(figures.maxNanos()).isCloseTo(123_456_789_012L, withinPercentage(0.1));
    }

    @Test
    void maximumNeedsOneSample() {
        assertThat(oneTo(1).percentileNanos(100)).hasValue(1);
    }

    @Test
    void withoutSamplesThereIsNoMaximum() {
        assertThat(new Figures().percentileNanos(100)).isEmpty();
    }

    @Test
    void changeThatIsDoneBeforeItWasDueTakesNoTime() {
        Figures figures = new Figures();
        figures.add(-5, true);

        assertThat(figures.percentileNanos(100)).hasValue(0);
    }

    @Test
    void figuresCanBeAddedUp() {
        Figures figures = oneTo(10);
        figures.add(oneTo(20));

        assertThat(figures.count()).isEqualTo(30);
        assertThat(figures.maxNanos()).isEqualTo(20);
    }

    @Test
    void percentileAmongCutOffSamplesIsCensored() {
        Figures figures = oneTo(190);
        for (int i = 0; i < 10; i++) {
            figures.add(1_000, false);
        }

        assertThat(figures.censored()).isEqualTo(10);
        assertThat(figures.isCensored(90)).isFalse();
        assertThat(figures.isCensored(95)).isFalse();
        assertThat(figures.isCensored(95.5)).isTrue();
        assertThat(figures.isCensored(100)).isTrue();
    }

    @Test
    void withoutCutOffSamplesNothingIsCensored() {
        assertThat(oneTo(10).isCensored(100)).isFalse();
    }

    private static Figures oneTo(int last) {
        Figures figures = new Figures();
        for (int nanos = 1; nanos <= last; nanos++) {
            figures.add(nanos, true);
        }
        return figures;
    }
}

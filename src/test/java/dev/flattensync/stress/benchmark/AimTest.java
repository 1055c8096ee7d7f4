package dev.flattensync.stress.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.statistics.RatioEstimate;
import org.junit.jupiter.api.Test;

class AimTest {
    /** Of the ratios 0.8 and 1.25: 1, with an interval from 0.06 to 17. */
    private static final RatioEstimate WIDE = RatioEstimate.of(new double[] {0.8, 1.25}, new double[] {1, 1});

    private static final RatioEstimate ONE_AND_A_HALF = RatioEstimate.of(new double[] {15, 15}, new double[] {10, 10});

    @Test
    void saysTheRatioItsIntervalAndTheAim() {
        assertThat(Aim.atLeast(0.7).judge(WIDE))
                .isEqualTo(
                        "1.00, 95% interval 0.06 to 17.04 from 2 pairs; aim: at least 0.70: inconclusive, the interval holds it");
    }

    @Test
    void isMetByAnIntervalThatIsAllOnTheRightSide() {
        assertThat(Aim.atLeast(1.4).judge(ONE_AND_A_HALF)).endsWith("aim: at least 1.40: met");
        assertThat(Aim.atMost(1.6).judge(ONE_AND_A_HALF)).endsWith("aim: at most 1.60: met");
    }

    @Test
    void isMissedByAnIntervalThatIsAllOnTheWrongSide() {
        assertThat(Aim.atLeast(1.6).judge(ONE_AND_A_HALF)).endsWith("aim: at least 1.60: missed");
        assertThat(Aim.atMost(1.4).judge(ONE_AND_A_HALF)).endsWith("aim: at most 1.40: missed");
    }

    @Test
    void isInconclusiveWhereTheIntervalHoldsTheBound() {
        assertThat(Aim.atMost(1.5).judge(WIDE)).endsWith("aim: at most 1.50: inconclusive, the interval holds it");
    }
}

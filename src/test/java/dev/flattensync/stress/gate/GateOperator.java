package dev.flattensync.stress.gate;

import dev.flattensync.stress.result.GateVerdict;
import java.util.stream.Stream;

/** How a figure must lie to its bound. */
public enum GateOperator {
    /** Smaller. */
    UNDER("<"),
    /** Not greater. */
    AT_MOST("<="),
    /** Greater. */
    OVER(">"),
    /** Not smaller. */
    AT_LEAST(">=");

    private final String sign;

    GateOperator(String sign) {
        this.sign = sign;
    }

    /** As in a rule. */
    public String sign() {
        return sign;
    }

    /** The operator of a sign. */
    static GateOperator of(String sign) {
        return Stream.of(values())
                .filter(operator -> operator.sign.equals(sign))
                .findFirst()
                .orElseThrow();
    }

    /** Whether it sets a lower limit. */
    boolean isLowerLimit() {
        return this == OVER || this == AT_LEAST;
    }

    /** Whether a figure meets a limit. */
    boolean isMet(double figure, double limit) {
        return switch (this) {
            case UNDER -> figure < limit;
            case AT_MOST -> figure <= limit;
            case OVER -> figure > limit;
            case AT_LEAST -> figure >= limit;
        };
    }

    /**
     * Pass if all of the interval meets the limit, fail if nothing of it does. Under a lower limit the interval ends
     * before its upper end: a rate that was not sustained is none that the arm sustains.
     */
    GateVerdict.Outcome outcome(GateVerdict.Found found, double limit) {
        boolean all = isMet(isLowerLimit() ? found.low() : found.high(), limit);
        boolean some = isLowerLimit() ? found.high() > limit : isMet(found.low(), limit);
        if (all) {
            return GateVerdict.Outcome.PASS;
        }
        return some ? GateVerdict.Outcome.INCONCLUSIVE : GateVerdict.Outcome.FAIL;
    }
}

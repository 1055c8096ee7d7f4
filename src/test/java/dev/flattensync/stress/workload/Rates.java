package dev.flattensync.stress.workload;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Rates that people can read, in changes per second. */
public final class Rates {
    private static final MathContext READABLE = new MathContext(3, RoundingMode.HALF_UP);
    private static final int DECIMALS = 3;

    private Rates() {}

    /** A rate to three digits, or as it is if only that lies between two others. */
    public static double readable(double rate, double over, double under) {
        double rounded = new BigDecimal(rate).round(READABLE).doubleValue();
        return over < rounded && rounded < under ? rounded : rate;
    }

    /** The geometric mean: bisection halves the ratio of the ends, since precision is a ratio. */
    public static double between(double lower, double upper) {
        return readable(Math.sqrt(lower * upper), lower, upper);
    }

    /** A rate with its unit: {@code 412 changes/s}. */
    public static String text(double rate) {
        return number(rate) + (rate == 1 ? " change/s" : " changes/s");
    }

    /** A rate without its unit, with no more digits than it has: {@code 412}, {@code 0.5}. */
    public static String number(double rate) {
        BigDecimal shown = new BigDecimal(rate).setScale(DECIMALS, RoundingMode.HALF_UP);
        return shown.stripTrailingZeros().toPlainString();
    }
}

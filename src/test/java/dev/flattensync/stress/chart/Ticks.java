package dev.flattensync.stress.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round numbers that label an axis. */
final class Ticks {
    private static final double WANTED_STEPS = 6;
    private static final List<Integer> STEPS = List.of(1, 2, 5);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
    private static final BigDecimal TEN_THOUSAND = BigDecimal.valueOf(10_000);
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private Ticks() {}

    /**
     * Around all numbers between two: 1, 2, 5, 10 and so on; at least two.
     *
     * @param low positive
     * @param high at least as much
     */
    static List<Double> logarithmic(double low, double high) {
        List<BigDecimal> candidates = new ArrayList<>();
        int last = (int) Math.ceil(Math.log10(high)) + 1;
        for (int power = (int) Math.floor(Math.log10(low)) - 1; power <= last; power++) {
            for (int step : STEPS) {
                candidates.add(BigDecimal.valueOf(step).scaleByPowerOfTen(power));
            }
        }
        List<Double> numbers = candidates.stream().map(BigDecimal::doubleValue).toList();
        int first = 0;
        while (numbers.get(first + 1) <= low) {
            first++;
        }
        int end = first + 1;
        while (numbers.get(end) < high) {
            end++;
        }
        return numbers.subList(first, end + 1);
    }

    /** Multiples of 1, 2 or 5 times a power of ten from one number to another, about six of them. */
    static List<Double> linear(double low, double high) {
        double wanted = (high - low) / WANTED_STEPS;
        int power = (int) Math.floor(Math.log10(wanted));
        BigDecimal step = STEPS.stream()
                .map(factor -> BigDecimal.valueOf(factor).scaleByPowerOfTen(power))
                .filter(candidate -> candidate.doubleValue() >= wanted)
                .findFirst()
                .orElse(BigDecimal.ONE.scaleByPowerOfTen(power + 1));
        List<Double> numbers = new ArrayList<>();
        BigDecimal first =
                BigDecimal.valueOf(low).divide(step, 0, RoundingMode.CEILING).multiply(step);
        for (BigDecimal tick = first; tick.doubleValue() <= high; tick = tick.add(step)) {
            numbers.add(tick.doubleValue());
        }
        return numbers;
    }

    /** As short as can be: {@code 0.5}, {@code 1,000}, {@code 20k}, {@code 1M}. */
    static String label(double number) {
        BigDecimal exact = BigDecimal.valueOf(number);
        if (exact.abs().compareTo(MILLION) >= 0) {
            return plain(exact.divide(MILLION, 3, RoundingMode.HALF_EVEN)) + "M";
        }
        if (exact.abs().compareTo(TEN_THOUSAND) >= 0) {
            return plain(exact.divide(THOUSAND, 3, RoundingMode.HALF_EVEN)) + "k";
        }
        return exact.abs().compareTo(THOUSAND) >= 0 ? String.format(Locale.ROOT, "%,.0f", number) : plain(exact);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}

package dev.flattensync.stress.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The findings of a whole table, in which the chance of any false claim is at most 5%, however many cells it has and
 * however they depend on each other.
 *
 * <p>Source: S. Holm, A Simple Sequentially Rejective Multiple Test Procedure, Scandinavian Journal of Statistics 6
 * (1979), pages 65 to 70.
 */
public final class Findings {
    private static final double ERROR_RATE = 0.05;

    private Findings() {}

    /**
     * What may be said of each estimate, in the table's order.
     *
     * <p>Of m estimates, the one with the k-th smallest p-value is claimed to differ if its interval at a confidence of
     * 1 - 0.05 / (m - k + 1) excludes 1; from the first that does not, nothing more is claimed. Estimates of fewer than
     * {@value Finding#PAIRS_NEEDED} pairs are never claimed, and do not count to m.
     *
     * @param table all estimates that are shown together: to leave some out afterwards makes the claims too bold
     */
    public static List<Finding> of(List<RatioEstimate> table) {
        List<Finding> findings = new ArrayList<>(Collections.nCopies(table.size(), Finding.TOO_FEW_PAIRS));
        List<Integer> byPValue = IntStream.range(0, table.size())
                .filter(cell -> table.get(cell).pairs() >= Finding.PAIRS_NEEDED)
                .boxed()
                .sorted(Comparator.comparingDouble(cell -> table.get(cell).pValue()))
                .toList();
        int left = byPValue.size();
        boolean claiming = true;
        for (int cell : byPValue) {
            RatioEstimate.Interval interval = table.get(cell).interval(1 - ERROR_RATE / left);
            claiming &= interval.excludesOne();
            findings.set(cell, claiming ? difference(interval) : Finding.NO_DIFFERENCE_SHOWN);
            left--;
        }
        return List.copyOf(findings);
    }

    private static Finding difference(RatioEstimate.Interval interval) {
        return interval.high() < 1 ? Finding.FASTER : Finding.SLOWER;
    }
}

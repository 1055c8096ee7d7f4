package dev.flattensync.stress.report;

import dev.flattensync.stress.measure.Comparison;
import dev.flattensync.stress.measure.Comparison.Cell;
import dev.flattensync.stress.statistics.Finding;
import dev.flattensync.stress.statistics.RatioEstimate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What the comparison says of one arm against the first, in a sentence. */
public final class ArmVerdict {
    /** So many kinds of change are named of those that are slower, and of those that are faster. */
    private static final int KINDS_NAMED = 3;
    /** The percentile that stands for a kind: of those with the same finding the one that comes first here. */
    private static final List<Double> STANDING_FOR = List.of(95.0, 50.0, 99.0);

    private final String arm;
    private final String base;
    private final String rate;
    private final List<Cell> cells;

    private ArmVerdict(String arm, String base, String rate, List<Cell> cells) {
        this.arm = arm;
        this.base = base;
        this.rate = rate;
        this.cells = cells;
    }

    /**
     * @param arm the arm
     * @param base what it is compared with
     * @param rate of the plateau, with its unit
     * @param cells those of the arm
     */
    public static String of(String arm, String base, String rate, List<Cell> cells) {
        return new ArmVerdict(arm, base, rate, cells).sentence();
    }

    private String sentence() {
        List<Cell> slower = with(Finding.SLOWER);
        List<Cell> faster = with(Finding.FASTER);
        if (!slower.isEmpty() && !faster.isEmpty()) {
            return "%s is slower than %s at %s in %s; it is faster in %s."
                    .formatted(arm, base, rate, figures(slower), figures(faster));
        }
        if (!slower.isEmpty() || !faster.isEmpty()) {
            return claim(slower.isEmpty() ? faster : slower);
        }
        List<Cell> tested = with(Finding.NO_DIFFERENCE_SHOWN);
        return tested.isEmpty()
                ? "Nothing can be said of %s against %s at %s: %s.".formatted(arm, base, rate, tooFew())
                : "No difference is shown between %s and %s at %s, which is no proof that there is none: %s."
                        .formatted(base, arm, rate, figure(kinds(tested).get(0), tested));
    }

    private List<Cell> with(Finding finding) {
        return cells.stream().filter(cell -> cell.finding() == finding).toList();
    }

    /** @param found all that was found, in one direction */
    private String claim(List<Cell> found) {
        return "%s is %s than %s at %s%s: %s."
                .formatted(
                        arm,
                        found.get(0).finding().words(),
                        base,
                        rate,
                        kinds(found).contains(Comparison.ALL) ? "" : " in part",
                        figures(found));
    }

    private static String figures(List<Cell> found) {
        List<String> kinds = kinds(found);
        int more = kinds.size() - KINDS_NAMED;
        String named = Wording.joined(kinds.stream()
                .limit(KINDS_NAMED)
                .map(kind -> figure(kind, found))
                .toList());
        return more <= 0 ? named : "%s and %s more %s".formatted(named, more, more == 1 ? "kind" : "kinds");
    }

    private String tooFew() {
        int pairs = cells.stream()
                .flatMap(cell -> cell.ratio().stream())
                .mapToInt(RatioEstimate::pairs)
                .max()
                .orElse(0);
        return pairs == 0
                ? "no two pairs of blocks have the samples that a percentile needs"
                : "there are %s pairs of blocks, and %s are needed".formatted(pairs, Finding.PAIRS_NEEDED);
    }

    /** All changes come first, then the kinds as in the table. */
    private static List<String> kinds(List<Cell> cells) {
        return cells.stream()
                .map(Cell::kind)
                .distinct()
                .sorted(Comparator.comparing(kind -> !kind.equals(Comparison.ALL)))
                .toList();
    }

    private static String figure(String kind, List<Cell> found) {
        Cell cell = found.stream()
                .filter(candidate -> candidate.kind().equals(kind))
                .min(Comparator.comparingInt(candidate -> STANDING_FOR.indexOf(candidate.percentile())))
                .orElseThrow();
        RatioEstimate ratio = cell.ratio().orElseThrow();
        RatioEstimate.Interval interval = ratio.interval(Wording.CONFIDENCE);
        return String.format(
                Locale.ROOT,
                "%s p%d x %.2f (%.2f to %.2f)",
                kind,
                Math.round(cell.percentile()),
                ratio.ratio(),
                interval.low(),
                interval.high());
    }
}

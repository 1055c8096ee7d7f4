package dev.flattensync.stress.measure;

import dev.flattensync.stress.statistics.RatioEstimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * The same plateau of two arms, block by block: the i-th blocks had the same events on the same documents and form a
 * pair. Pairs of which one is void are left out.
 */
public final class BlockPairs {
    private static final int FEWEST = 2;

    private final List<Pair> pairs;

    private BlockPairs(List<Pair> pairs) {
        this.pairs = pairs;
    }

    /** The sync latencies of two blocks by the label of the kind of change. */
    private record Pair(Map<String, Timings> figures, Map<String, Timings> base) {}

    /**
     * Pairs the blocks of an arm with those of the base.
     *
     * @param base the same plateau of what the arm is compared with
     */
    public static BlockPairs of(PlateauResult arm, PlateauResult base) {
        return new BlockPairs(IntStream.range(
                        0, Math.min(arm.runs().size(), base.runs().size()))
                .filter(i -> arm.runs().get(i).generator().isValid()
                        && base.runs().get(i).generator().isValid())
                .mapToObj(i ->
                        new Pair(withAll(arm.runs().get(i)), withAll(base.runs().get(i))))
                .toList());
    }

    private static Map<String, Timings> withAll(PlateauRun run) {
        Map<String, Timings> kinds = new LinkedHashMap<>(run.kinds());
        kinds.put(Comparison.ALL, run.all());
        return kinds;
    }

    /** Whether a percentile is in any block only known to be over the time-out. */
    public boolean isCensored(String kind, double percentile) {
        return pairs.stream()
                .anyMatch(pair ->
                        isCensored(pair.figures(), kind, percentile) || isCensored(pair.base(), kind, percentile));
    }

    /**
     * How many times the base's percentile that of the arm is.
     *
     * @param kind the label of the kind of change, or {@link Comparison#ALL}
     * @return empty if fewer than two pairs have the samples that the percentile needs in each block, or if it
     *     {@link #isCensored}: without its worst blocks an arm would look better than it is
     */
    public Optional<RatioEstimate> ratio(String kind, double percentile) {
        if (isCensored(kind, percentile)) {
            return Optional.empty();
        }
        List<double[]> figures = new ArrayList<>();
        for (Pair pair : pairs) {
            OptionalLong figure = stated(pair.figures(), kind, percentile);
            OptionalLong base = stated(pair.base(), kind, percentile);
            if (figure.isPresent() && base.isPresent()) {
                figures.add(new double[] {figure.getAsLong(), base.getAsLong()});
            }
        }
        return figures.size() < FEWEST
                ? Optional.empty()
                : Optional.of(RatioEstimate.of(
                        figures.stream().mapToDouble(pair -> pair[0]).toArray(),
                        figures.stream().mapToDouble(pair -> pair[1]).toArray()));
    }

    private static boolean isCensored(Map<String, Timings> block, String kind, double percentile) {
        Timings timings = block.get(kind);
        return timings != null && timings.syncLatency().isCensored(percentile);
    }

    /** A percentile of a block; empty with too few samples. */
    private static OptionalLong stated(Map<String, Timings> block, String kind, double percentile) {
        Timings timings = block.getOrDefault(kind, new Timings());
        OptionalLong nanos = timings.syncLatency().percentileNanos(percentile);
        return nanos.orElse(0) > 0 ? nanos : OptionalLong.empty();
    }
}

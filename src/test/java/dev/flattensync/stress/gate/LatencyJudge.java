package dev.flattensync.stress.gate;

import dev.flattensync.stress.measure.BlockPairs;
import dev.flattensync.stress.measure.Figures;
import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.measure.Validity;
import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.result.GateVerdict.Found;
import dev.flattensync.stress.statistics.RatioEstimate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Judges percentiles of the sync latency, by the 95% interval over blocks, or over pairs of blocks if they are
 * relative. The interval is widened to hold the percentile of all changes together, the one that reports show: a single
 * bad block hardly moves a geometric mean. The maximum is a fact and has no interval.
 */
record LatencyJudge(GateFigure.Latency latency) implements FigureJudge {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int FEWEST_BLOCKS = 2;
    /** A figure to decide by needs this many times the samples that it needs to be printed. */
    private static final int MORE_SAMPLES = 10;

    @Override
    public GateVerdict judge(Gate gate, Measured arm, Optional<Measured> reference) {
        Optional<String> unusable = UsablePlateau.missing(gate, arm)
                .or(() -> reference.flatMap(other -> UsablePlateau.notComparable(gate, other)));
        if (unusable.isPresent()) {
            return gate.inconclusive(unusable.get());
        }
        PlateauResult plateau = UsablePlateau.of(gate, arm);
        if (plateau.validity() instanceof Validity.Unsustainable) {
            return gate.without(
                    GateVerdict.Outcome.FAIL,
                    UsablePlateau.problem(gate, arm, plateau) + "; its latencies say how long the run was");
        }
        Optional<PlateauResult> base = reference.map(other -> UsablePlateau.of(gate, other));
        Optional<String> tooFew = tooFew(gate, plateau, "")
                .or(() -> base.flatMap(other ->
                        tooFew(gate, other, " of " + reference.orElseThrow().name())));
        if (tooFew.isPresent()) {
            return gate.inconclusive(tooFew.get());
        }
        Figures figures = figures(gate, plateau);
        if (latency.isMaximum() && figures.censored() == 0 && base.isEmpty()) {
            return ofMaximum(gate, plateau);
        }
        if (latency.isMaximum() || figures.isCensored(latency.percentile())) {
            return ofFacts(gate, figures, base.map(other -> figures(gate, other)), reference);
        }
        return base.isPresent() ? ofPairs(gate, plateau, base.get(), reference) : ofBlocks(gate, plateau);
    }

    private Figures figures(Gate gate, PlateauResult plateau) {
        return plateau.timings(gate.kind().orElseThrow()).syncLatency();
    }

    private Optional<String> tooFew(Gate gate, PlateauResult plateau, String whose) {
        long count = figures(gate, plateau).count();
        long needed = latency.isMaximum() ? 1 : MORE_SAMPLES * Figures.samplesNeeded(latency.percentile());
        return count >= needed
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT, "too few samples%s: %,d of the %,d needed to decide", whose, count, needed));
    }

    /**
     * In a void block the sync or the generator may have been slow: there the maximum is only known not to be over it.
     */
    private GateVerdict ofMaximum(Gate gate, PlateauResult plateau) {
        double value = nanos(figures(gate, plateau)) / NANOS_PER_MILLI;
        double most = plateau.runs().stream()
                        .mapToLong(run -> run.timings(gate.kind().orElseThrow())
                                .syncLatency()
                                .maxNanos())
                        .max()
                        .orElse(0)
                / NANOS_PER_MILLI;
        Found found = new Found(value, value, Math.max(value, most));
        String text = FoundText.of(gate, "", value, Optional.empty()) + without(plateau.voidRuns());
        return gate.judged(
                found,
                most > value
                        ? text
                                + ", in %s %s"
                                        .formatted(plateau.voidRuns() == 1 ? "it" : "them", FoundText.with(most, gate))
                        : text);
    }

    /** What falls on failed changes is at least the time-out, and divided by such a figure at most the quotient. */
    private GateVerdict ofFacts(Gate gate, Figures figures, Optional<Figures> base, Optional<Measured> reference) {
        double divisor = base.map(other -> nanos(other)).orElse(NANOS_PER_MILLI);
        boolean baseCensored = base.filter(this::isCensored).isPresent();
        if (divisor == 0 || baseCensored && !latency.isMaximum()) {
            return gate.inconclusive(censored("in " + reference.orElseThrow().name()));
        }
        double value = nanos(figures) / divisor;
        Found found =
                new Found(value, baseCensored ? 0 : value, isCensored(figures) ? Double.POSITIVE_INFINITY : value);
        String relation = isCensored(figures) ? "at least " : baseCensored ? "at most " : "";
        if (baseCensored && isCensored(figures)) {
            return gate.inconclusive(censored("in both"));
        }
        return gate.judged(found, FoundText.of(gate, relation, value, reference));
    }

    private GateVerdict ofBlocks(Gate gate, PlateauResult plateau) {
        List<Figures> blocks = plateau.validRuns().stream()
                .map(run -> run.timings(gate.kind().orElseThrow()).syncLatency())
                .toList();
        long censored = blocks.stream().filter(this::isCensored).count();
        if (censored > 0) {
            return gate.inconclusive(censored("in %d of %d blocks".formatted(censored, blocks.size())));
        }
        double[] millis = blocks.stream()
                .map(block -> block.percentileNanos(latency.percentile()))
                .filter(OptionalLong::isPresent)
                .mapToDouble(nanos -> Math.max(1, nanos.getAsLong()) / NANOS_PER_MILLI)
                .toArray();
        if (millis.length < FEWEST_BLOCKS) {
            return gate.inconclusive("%d of the %d blocks that it takes have the %d samples to state it"
                    .formatted(millis.length, FEWEST_BLOCKS, Figures.samplesNeeded(latency.percentile())));
        }
        double[] ones = new double[millis.length];
        Arrays.fill(ones, 1);
        double together = nanos(figures(gate, plateau)) / NANOS_PER_MILLI;
        Found over = Found.estimated(RatioEstimate.of(millis, ones));
        Found found = new Found(together, Math.min(over.low(), together), Math.max(over.high(), together));
        return gate.judged(
                found,
                FoundText.of(gate, found, millis.length + " blocks" + without(plateau.voidRuns()), Optional.empty()));
    }

    private GateVerdict ofPairs(Gate gate, PlateauResult plateau, PlateauResult base, Optional<Measured> reference) {
        BlockPairs pairs = BlockPairs.of(plateau, base);
        String kind = gate.kind().orElseThrow();
        if (pairs.isCensored(kind, latency.percentile())) {
            return gate.inconclusive(censored("in a block"));
        }
        Optional<RatioEstimate> ratio = pairs.ratio(kind, latency.percentile());
        if (ratio.isEmpty()) {
            return gate.inconclusive("fewer than %d pairs of blocks have the %d samples to state it"
                    .formatted(FEWEST_BLOCKS, Figures.samplesNeeded(latency.percentile())));
        }
        double together = nanos(figures(gate, plateau)) / nanos(figures(gate, base));
        Found over = Found.estimated(ratio.get());
        Found found = new Found(over.value(), Math.min(over.low(), together), Math.max(over.high(), together));
        return gate.judged(
                found,
                FoundText.of(
                        gate,
                        found,
                        ratio.get().pairs() + " pairs of blocks" + without(plateau.voidRuns() + base.voidRuns()),
                        reference));
    }

    private boolean isCensored(Figures figures) {
        return figures.isCensored(latency.percentile());
    }

    private double nanos(Figures figures) {
        return figures.percentileNanos(latency.percentile()).orElseThrow();
    }

    private static String without(long voids) {
        return voids == 0 ? "" : ", without %d void %s".formatted(voids, voids == 1 ? "block" : "blocks");
    }

    private static String censored(String where) {
        return "it falls on failed changes %s, so it is only known to be over the time-out".formatted(where);
    }
}

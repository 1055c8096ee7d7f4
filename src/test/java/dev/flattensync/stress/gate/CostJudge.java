package dev.flattensync.stress.gate;

import dev.flattensync.stress.observe.SideFigures;
import dev.flattensync.stress.result.BlockReport;
import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.result.GateVerdict.Found;
import dev.flattensync.stress.statistics.RatioEstimate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Judges what a change costs besides time, by the 95% interval over all measured blocks, or over pairs of them.
 *
 * @param what the figure's name in sentences
 * @param ofBlock what a block cost in all; empty if it is not known
 */
record CostJudge(String what, Function<SideFigures, OptionalLong> ofBlock) implements FigureJudge {
    private static final int FEWEST_BLOCKS = 2;

    /** Judges the rows inserted, updated and deleted per change. */
    static CostJudge ofRows() {
        return new CostJudge(
                "rows",
                costs -> costs.rows()
                        .map(rows -> OptionalLong.of(rows.inserted() + rows.updated() + rows.deleted()))
                        .orElseGet(OptionalLong::empty));
    }

    /** Judges the bytes of WAL per change. */
    static CostJudge ofWal() {
        return new CostJudge("WAL", SideFigures::walBytes);
    }

    @Override
    public GateVerdict judge(Gate gate, Measured arm, Optional<Measured> reference) {
        Optional<String> unknown = failed(arm)
                .or(() -> reference.flatMap(CostJudge::failed))
                .or(() -> unknown(arm))
                .or(() -> reference.flatMap(this::unknown));
        if (unknown.isPresent()) {
            return gate.inconclusive(unknown.get());
        }
        double[] figures = perChange(arm);
        double[] bases = reference.map(this::perChange).orElseGet(() -> ones(figures.length));
        int blocks = Math.min(figures.length, bases.length);
        String over = blocks + (reference.isPresent() ? " pairs of blocks" : " blocks");
        if (blocks < FEWEST_BLOCKS) {
            return gate.inconclusive("%s, and it takes %d".formatted(over, FEWEST_BLOCKS));
        }
        if (reference.isEmpty() && Arrays.stream(figures).allMatch(figure -> figure == 0)) {
            return gate.judged(Found.exactly(0), FoundText.of(gate, "", 0, reference));
        }
        double[] paired = Arrays.copyOf(figures, blocks);
        double[] pairedBases = Arrays.copyOf(bases, blocks);
        if (!arePositive(paired) || !arePositive(pairedBases)) {
            return gate.inconclusive("a block has no %s at all, so there is no ratio".formatted(what));
        }
        Found found = Found.estimated(RatioEstimate.of(paired, pairedBases));
        return gate.judged(found, FoundText.of(gate, found, over, reference));
    }

    /** A change that failed wrote less than it should, or nothing. */
    private static Optional<String> failed(Measured arm) {
        long failed =
                arm.measuredBlocks().stream().mapToLong(BlockReport::failed).sum();
        return failed == 0
                ? Optional.empty()
                : Optional.of(
                        "%d changes of %s failed, so it is not known what each costs".formatted(failed, arm.name()));
    }

    private Optional<String> unknown(Measured arm) {
        List<BlockReport> blocks = arm.measuredBlocks();
        long unknown = blocks.stream()
                .filter(block ->
                        block.changes() == 0 || ofBlock.apply(block.costs()).isEmpty())
                .count();
        return unknown == 0
                ? Optional.empty()
                : Optional.of("the %s of %d of the %d blocks of %s are not known"
                        .formatted(what, unknown, blocks.size(), arm.name()));
    }

    private double[] perChange(Measured arm) {
        return arm.measuredBlocks().stream()
                .mapToDouble(block -> (double) ofBlock.apply(block.costs()).orElseThrow() / block.changes())
                .toArray();
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static boolean arePositive(double[] figures) {
        return Arrays.stream(figures).allMatch(figure -> figure > 0);
    }
}

package dev.flattensync.stress.result;

import dev.flattensync.stress.observe.RowCounts;
import dev.flattensync.stress.observe.SideFigures;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What some blocks of an arm cost besides time, per change. A figure that is not known of one block is not known of all
 * of them.
 *
 * @param walBytes bytes of WAL of the whole server
 * @param rows rows written, and how many more of them are dead
 * @param postgresCpuNanos CPU time of PostgreSQL, nanoseconds
 * @param rigCpuNanos CPU time of the rig and the sync in it, nanoseconds
 * @param pauseMillis all pauses of the rig's JVM for garbage collection together, not per change
 * @param stealShare the share of CPU time that the hypervisor took, in the block that lost most, 0 to 1
 * @param tableBytes how large the tables were at the end
 * @param indexBytes how large their indexes were
 */
public record Costs(
        OptionalDouble walBytes,
        Optional<Rows> rows,
        OptionalDouble postgresCpuNanos,
        OptionalDouble rigCpuNanos,
        OptionalLong pauseMillis,
        OptionalDouble stealShare,
        long tableBytes,
        long indexBytes) {

    /**
     * Rows per change.
     *
     * @param hotUpdated those of the updated ones that needed no new index entry
     * @param dead how many more are dead at the end; negative if there are fewer
     */
    public record Rows(double inserted, double updated, double hotUpdated, double deleted, double dead) {

        /** Rows written: inserted, updated and deleted. */
        public double written() {
            return inserted + updated + deleted;
        }
    }

    /**
     * Sums up blocks.
     *
     * @param blocks of one arm in their order, at least one
     */
    public static Costs of(List<BlockReport> blocks) {
        SideFigures last = blocks.get(blocks.size() - 1).costs();
        return new Costs(
                perChange(blocks, SideFigures::walBytes),
                rows(blocks),
                perChange(blocks, SideFigures::postgresCpuNanos),
                perChange(blocks, SideFigures::rigCpuNanos),
                pauseMillis(blocks),
                stealShare(blocks),
                last.sizes().tableBytes(),
                last.sizes().indexBytes());
    }

    private static Optional<Rows> rows(List<BlockReport> blocks) {
        return perChange(blocks, costs -> rows(costs, RowCounts::inserted)).isEmpty()
                ? Optional.empty()
                : Optional.of(new Rows(
                        rows(blocks, RowCounts::inserted),
                        rows(blocks, RowCounts::updated),
                        rows(blocks, RowCounts::hotUpdated),
                        rows(blocks, RowCounts::deleted),
                        rows(blocks, RowCounts::dead)));
    }

    private static double rows(List<BlockReport> blocks, ToLongFunction<RowCounts> count) {
        return perChange(blocks, costs -> rows(costs, count)).orElseThrow();
    }

    private static OptionalLong rows(SideFigures costs, ToLongFunction<RowCounts> count) {
        return costs.rows()
                .map(rows -> OptionalLong.of(count.applyAsLong(rows)))
                .orElseGet(OptionalLong::empty);
    }

    private static OptionalDouble perChange(List<BlockReport> blocks, Function<SideFigures, OptionalLong> figure) {
        long changes = blocks.stream().mapToLong(BlockReport::changes).sum();
        boolean known =
                blocks.stream().allMatch(block -> figure.apply(block.costs()).isPresent());
        return known && changes > 0
                ? OptionalDouble.of((double) blocks.stream()
                                .mapToLong(block -> figure.apply(block.costs()).getAsLong())
                                .sum()
                        / changes)
                : OptionalDouble.empty();
    }

    private static OptionalLong pauseMillis(List<BlockReport> blocks) {
        return blocks.stream().allMatch(block -> block.costs().pauses().isPresent())
                ? OptionalLong.of(blocks.stream()
                        .mapToLong(block -> block.costs().pauses().orElseThrow().millis())
                        .sum())
                : OptionalLong.empty();
    }

    private static OptionalDouble stealShare(List<BlockReport> blocks) {
        return blocks.stream().allMatch(block -> block.costs().stealShare().isPresent())
                ? blocks.stream()
                        .mapToDouble(block -> block.costs().stealShare().getAsDouble())
                        .max()
                : OptionalDouble.empty();
    }
}

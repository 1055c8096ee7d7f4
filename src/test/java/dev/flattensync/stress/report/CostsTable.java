package dev.flattensync.stress.report;

import dev.flattensync.stress.observe.GarbagePauses;
import dev.flattensync.stress.observe.RowCounts;
import dev.flattensync.stress.observe.SideFigures;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What the measured blocks of each arm cost besides time, per change. */
final class CostsTable {
    private static final String ROW = "  %-17s %9s %9s %9s %9s %9s %9s %9s %9s %9s %7s %7s";
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double BYTES_PER_MIB = 1 << 20;
    private static final String UNKNOWN = "-";

    private CostsTable() {}

    static void print(Lines lines, RunResult run) {
        if (run.blocks().stream().allMatch(BlockReport::warmUp)) {
            return;
        }
        lines.title("Costs over all measured blocks: per change, then at the end of the last block");
        lines.add(ROW, "", "WAL", "rows", "rows", "of them", "rows", "CPU ms", "CPU ms", "dead", "tables", "GC", "CPU");
        lines.add(
                ROW,
                "arm",
                "bytes",
                "inserted",
                "updated",
                "HOT",
                "deleted",
                "database",
                "rig",
                "rows",
                "+ indexes",
                "pauses",
                "stolen");
        for (String arm : run.results().arms()) {
            List<BlockReport> blocks = run.blocks().stream()
                    .filter(block -> block.arm().equals(arm) && !block.warmUp())
                    .toList();
            if (!blocks.isEmpty()) {
                print(lines, arm, blocks);
            }
        }
        lines.add("");
        lines.add(
                "  WAL and CPU of the database are the whole server's; a block's first write of a page after the checkpoint before it holds the whole page.");
    }

    private static void print(Lines lines, String arm, List<BlockReport> blocks) {
        SideFigures last = blocks.get(blocks.size() - 1).costs();
        lines.add(
                ROW,
                arm,
                perChange(blocks, SideFigures::walBytes, 1, "%,.0f"),
                rows(blocks, RowCounts::inserted),
                rows(blocks, RowCounts::updated),
                rows(blocks, RowCounts::hotUpdated),
                rows(blocks, RowCounts::deleted),
                perChange(blocks, SideFigures::postgresCpuNanos, NANOS_PER_MILLI, "%.2f"),
                perChange(blocks, SideFigures::rigCpuNanos, NANOS_PER_MILLI, "%.2f"),
                last.rows()
                        .map(rows -> String.format(Locale.ROOT, "%,d", rows.dead()))
                        .orElse(UNKNOWN),
                String.format(
                        Locale.ROOT,
                        "%.0f+%.0f MiB",
                        last.sizes().tableBytes() / BYTES_PER_MIB,
                        last.sizes().indexBytes() / BYTES_PER_MIB),
                pauses(blocks),
                stolen(blocks));
    }

    private static String rows(List<BlockReport> blocks, ToLongFunction<RowCounts> count) {
        return perChange(
                blocks,
                costs -> costs.rows()
                        .map(rows -> OptionalLong.of(count.applyAsLong(rows)))
                        .orElseGet(OptionalLong::empty),
                1,
                "%.2f");
    }

    /** A figure over all blocks, by all their changes; unknown if it is of one. */
    private static String perChange(
            List<BlockReport> blocks, Function<SideFigures, OptionalLong> figure, double unit, String format) {
        if (blocks.stream().anyMatch(block -> figure.apply(block.costs()).isEmpty())) {
            return UNKNOWN;
        }
        long sum = blocks.stream()
                .mapToLong(block -> figure.apply(block.costs()).getAsLong())
                .sum();
        long changes = blocks.stream().mapToLong(BlockReport::changes).sum();
        return changes == 0 ? UNKNOWN : String.format(Locale.ROOT, format, sum / unit / changes);
    }

    private static String pauses(List<BlockReport> blocks) {
        List<GarbagePauses> pauses = blocks.stream()
                .map(block -> block.costs().pauses())
                .filter(Optional::isPresent)
                .map(Optional::get)
                .toList();
        return pauses.isEmpty()
                ? UNKNOWN
                : String.format(
                        Locale.ROOT,
                        "%d ms",
                        pauses.stream().mapToLong(GarbagePauses::millis).sum());
    }

    /** The share of the CPU time that was stolen, of the block that lost most. */
    private static String stolen(List<BlockReport> blocks) {
        OptionalDouble most = blocks.stream()
                .map(block -> block.costs().stealShare())
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .max();
        return most.isPresent() ? String.format(Locale.ROOT, "%.1f%%", 100 * most.getAsDouble()) : UNKNOWN;
    }
}

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

/** What the measured blocks of each arm cost besides time. */
final class CostsTable {
    private static final String HEADER = "  %-12s | %-49s | %-17s | %-19s | %s";
    private static final String ROW = "  %-12s | %9s %7s %7s %7s %7s %7s | %8s %8s | %9s %9s | %7s %7s";
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String UNKNOWN = "-";

    private CostsTable() {}

    static void print(Lines lines, RunResult run) {
        if (run.blocks().stream().allMatch(BlockReport::warmUp)) {
            return;
        }
        lines.title("Costs over all measured blocks");
        lines.add(
                HEADER, "", "per change: rows written, rows left dead", "CPU ms per change", "size at the end", "rig");
        lines.add(
                ROW,
                "arm",
                "WAL bytes",
                "insert",
                "update",
                "HOT",
                "delete",
                "dead",
                "database",
                "rig",
                "tables",
                "indexes",
                "GC",
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
                "  WAL and the database's CPU time are the whole server's. HOT: updates without a new index entry, among all.");
        lines.add(
                "  The first write of a page after the checkpoint before each block puts the whole page into the WAL. The rig's CPU time holds the sync's.");
        lines.add(
                "  GC: all pauses of this JVM. Stolen: the CPU time that the hypervisor took, in the block that lost most.");
        lines.add("  \"%s\": could not be had.", UNKNOWN);
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
                rows(blocks, RowCounts::dead),
                perChange(blocks, SideFigures::postgresCpuNanos, NANOS_PER_MILLI, "%.2f"),
                perChange(blocks, SideFigures::rigCpuNanos, NANOS_PER_MILLI, "%.2f"),
                Lines.bytes(last.sizes().tableBytes()),
                Lines.bytes(last.sizes().indexBytes()),
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

    /** How long all pauses took together; unknown if it is of one block. */
    private static String pauses(List<BlockReport> blocks) {
        List<Optional<GarbagePauses>> pauses =
                blocks.stream().map(block -> block.costs().pauses()).toList();
        return pauses.stream().allMatch(Optional::isPresent)
                ? String.format(
                        Locale.ROOT,
                        "%,d ms",
                        pauses.stream()
                                .mapToLong(ofBlock -> ofBlock.orElseThrow().millis())
                                .sum())
                : UNKNOWN;
    }

    /** The share of the CPU time that was stolen, of the block that lost most; unknown if it is of one block. */
    private static String stolen(List<BlockReport> blocks) {
        List<OptionalDouble> shares =
                blocks.stream().map(block -> block.costs().stealShare()).toList();
        return shares.stream().allMatch(OptionalDouble::isPresent)
                ? String.format(
                        Locale.ROOT,
                        "%.1f%%",
                        100
                                * shares.stream()
                                        .mapToDouble(OptionalDouble::getAsDouble)
                                        .max()
                                        .orElseThrow())
                : UNKNOWN;
    }
}

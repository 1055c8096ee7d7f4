package dev.flattensync.stress.report;

import dev.flattensync.stress.result.BlockReport;
import dev.flattensync.stress.result.Costs;
import dev.flattensync.stress.result.RunResult;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** What the measured blocks of each arm cost besides time. */
final class CostsTable {
    private static final String HEADER = "  %-12s | %-49s | %-17s | %-19s | %s";
    private static final String ROW = "  %-12s | %9s %7s %7s %7s %7s %7s | %8s %8s | %9s %9s | %7s %7s";
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int PERCENT = 100;
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
                print(lines, arm, Costs.of(blocks));
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

    private static void print(Lines lines, String arm, Costs costs) {
        lines.add(
                ROW,
                arm,
                text(costs.walBytes(), 1, "%,.0f"),
                rows(costs, Costs.Rows::inserted),
                rows(costs, Costs.Rows::updated),
                rows(costs, Costs.Rows::hotUpdated),
                rows(costs, Costs.Rows::deleted),
                rows(costs, Costs.Rows::dead),
                text(costs.postgresCpuNanos(), NANOS_PER_MILLI, "%.2f"),
                text(costs.rigCpuNanos(), NANOS_PER_MILLI, "%.2f"),
                Lines.bytes(costs.tableBytes()),
                Lines.bytes(costs.indexBytes()),
                costs.pauseMillis().stream()
                        .mapToObj(millis -> Wording.count(millis) + " ms")
                        .findFirst()
                        .orElse(UNKNOWN),
                text(costs.stealShare(), 1.0 / PERCENT, "%.1f%%"));
    }

    private static String rows(Costs costs, ToDoubleFunction<Costs.Rows> count) {
        return costs.rows()
                .map(rows -> text(OptionalDouble.of(count.applyAsDouble(rows)), 1, "%.2f"))
                .orElse(UNKNOWN);
    }

    private static String text(OptionalDouble figure, double unit, String format) {
        return figure.isPresent() ? String.format(Locale.ROOT, format, figure.getAsDouble() / unit) : UNKNOWN;
    }
}

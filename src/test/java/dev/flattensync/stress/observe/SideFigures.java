package dev.flattensync.stress.observe;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a block cost besides time. What could not be had is empty, never 0.
 *
 * @param walBytes bytes of WAL; of the whole server, with the WAL of whatever else was done on it
 * @param rows rows written to the arm's tables, and how many more of them are dead than at the start; empty if
 *     PostgreSQL did not count, or its counts were reset in between
 * @param sizes how large the arm's tables and indexes were at the end
 * @param growth by how many bytes they had grown
 * @param postgresCpuNanos CPU time of PostgreSQL with all its processes, nanoseconds; only of an embedded server
 * @param rigCpuNanos CPU time of this JVM (the rig, and the sync in it), nanoseconds
 * @param pauses this JVM's pauses for garbage collection
 * @param stealShare the share of the CPU time of the whole machine that the hypervisor took, from 0 to 1; also empty if
 *     no time passed
 */
public record SideFigures(
        OptionalLong walBytes,
        Optional<RowCounts> rows,
        TableSizes sizes,
        TableSizes growth,
        OptionalLong postgresCpuNanos,
        OptionalLong rigCpuNanos,
        Optional<GarbagePauses> pauses,
        OptionalDouble stealShare) {

    /**
     * What was counted between two readings. Rows counted late are missing or belong to what was done before, unless
     * both readings were made {@link TableCounts#DELAY} after the last statement.
     */
    public static SideFigures between(Snapshot start, Snapshot end) {
        return between(start, end, end.tables());
    }

    /**
     * What was counted between two readings, with the rows by a later one.
     *
     * @param start should be read {@link TableCounts#DELAY} after the last statement before, or when the sessions that
     *     wrote have ended: else late counts of what was done before are among the rows
     * @param end read when the block ends
     * @param later a reading of the same tables, at the earliest {@link TableCounts#DELAY} after the block's last
     *     statement and before the next one is written; only its rows are used, but for the dead ones, which a vacuum
     *     in between may have removed
     */
    public static SideFigures between(Snapshot start, Snapshot end, TableCounts later) {
        return new SideFigures(
                since(end.server().walBytes(), start.server().walBytes()),
                rows(start.tables(), end.tables(), later),
                end.tables().sizes(),
                end.tables().sizes().since(start.tables().sizes()),
                since(end.server().cpuNanos(), start.server().cpuNanos()),
                since(end.rig().cpuNanos(), start.rig().cpuNanos()),
                end.rig().pauses().flatMap(pauses -> start.rig().pauses().map(pauses::since)),
                stealShare(start, end));
    }

    private static Optional<RowCounts> rows(TableCounts start, TableCounts end, TableCounts later) {
        return later.rows()
                .flatMap(rows -> end.rows().map(atEnd -> rows.withDead(atEnd.dead())))
                .flatMap(rows -> start.rows().flatMap(rows::since));
    }

    private static OptionalLong since(OptionalLong end, OptionalLong start) {
        return end.isPresent() && start.isPresent()
                ? OptionalLong.of(end.getAsLong() - start.getAsLong())
                : OptionalLong.empty();
    }

    private static OptionalDouble stealShare(Snapshot start, Snapshot end) {
        return end.machine().isPresent() && start.machine().isPresent()
                ? end.machine().get().stealShareSince(start.machine().get())
                : OptionalDouble.empty();
    }
}

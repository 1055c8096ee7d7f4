package dev.flattensync.stress.experiment;

import java.util.List;

/**
 * What PostgreSQL did to answer a question once, by its own account (EXPLAIN ANALYZE), outside of what was timed. What
 * it did for the sync's checkpoint is left out.
 *
 * @param statements how many statements, with those that PostgreSQL ran itself for foreign keys
 * @param rowsRead the rows that scans came upon, also those that did not fit the condition
 * @param rowsWritten the rows inserted, updated and deleted
 * @param buffers the pages (8 KiB) that were looked at, in PostgreSQL's memory or not
 * @param walBytes the bytes of WAL
 * @param fullPageImages how many whole pages are among them, as after each checkpoint for a page's first change
 * @param nodes the kinds of plan node that touched tables, in the order of their first appearance: {@code Index Scan on
 *     comments}
 * @param fullScans the tables that were read from end to end, but for those of a few pages, which are best read so
 */
public record QuestionCost(
        long statements,
        long rowsRead,
        long rowsWritten,
        long buffers,
        long walBytes,
        long fullPageImages,
        List<String> nodes,
        List<String> fullScans) {

    /** Copies the lists. */
    public QuestionCost {
        nodes = List.copyOf(nodes);
        fullScans = List.copyOf(fullScans);
    }
}

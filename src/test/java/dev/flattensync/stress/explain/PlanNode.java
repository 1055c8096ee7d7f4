package dev.flattensync.stress.explain;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A node of a plan, and what it did. PostgreSQL tells of rows the average per loop, rounded (since version 18 to two
 * decimals, those removed to whole ones): a total over many loops is not exact.
 *
 * @param type as EXPLAIN names it: {@code Index Scan}
 * @param operation of a {@code ModifyTable}: {@code Insert}, {@code Update}, {@code Delete} or {@code Merge}
 * @param relation the table that it reads or writes, without its schema
 * @param alias what the statement calls the table
 * @param index the index's name
 * @param indexCondition what it looks for in the index
 * @param filter what it checks of each row that it came upon
 * @param joinFilter what it checks of each pair of rows
 * @param loops how often it ran; zero if never
 * @param rows the rows that it returned, in all loops
 * @param rowsRemoved the rows that it came upon and did not return, in all loops
 * @param rowsWritten of a {@code ModifyTable}: the rows inserted, updated and deleted
 * @param buffers the pages in PostgreSQL's shared memory, or brought there, that it and its children looked at
 * @param walBytes the bytes of WAL that it and its children wrote
 * @param fullPageImages the whole pages among them
 * @param children the nodes below it
 */
public record PlanNode(
        String type,
        Optional<String> operation,
        Optional<String> relation,
        Optional<String> alias,
        Optional<String> index,
        Optional<String> indexCondition,
        Optional<String> filter,
        Optional<String> joinFilter,
        long loops,
        long rows,
        long rowsRemoved,
        long rowsWritten,
        long buffers,
        long walBytes,
        long fullPageImages,
        List<PlanNode> children) {

    /** Copies the children. */
    public PlanNode {
        children = List.copyOf(children);
    }

    /** This node and all below it, from the top down. */
    public Stream<PlanNode> nodes() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(PlanNode::nodes));
    }

    /** Whether it reads rows of a table. */
    public boolean isScan() {
        return relation.isPresent() && operation.isEmpty();
    }

    /** Whether it reads its table from end to end, be it along an index. */
    public boolean isFullScan() {
        return isScan() && (type.equals("Seq Scan") || index.isPresent() && indexCondition.isEmpty());
    }

    /** What it does: {@code Index Scan on comments}, {@code Update on posts}; of a node without a table, its type. */
    public String label() {
        return operation.orElse(type) + relation.map(name -> " on " + name).orElse("");
    }
}

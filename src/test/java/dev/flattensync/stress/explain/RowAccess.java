package dev.flattensync.stress.explain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** How a statement comes to the rows of some tables. */
final class RowAccess {
    private static final Pattern COMPARED = Pattern.compile("\\(?\\b(?:t\\w*\\.)?(\\w+) = ");
    private static final Set<String> BY_INDEX = Set.of("Index Scan", "Index Only Scan");

    private final ExplainedStatement statement;
    private final List<PlanNode> nodes;

    /** @param tables the tables' names */
    RowAccess(ExplainedStatement statement, Set<String> tables) {
        this.statement = statement;
        this.nodes = statement
                .plan()
                .nodes()
                .filter(node -> node.relation().filter(tables::contains).isPresent())
                .toList();
    }

    /** Whether it has to do with any of the tables. */
    boolean isAny() {
        return !nodes.isEmpty();
    }

    /**
     * By what it finds rows: {@code posts(u_id, u_index)} by these columns of an index, {@code posts(ctid)} by where
     * they stand; {@code posts(u_id; _id)} if, of the rows found, only those are good that have the right {@code _id},
     * {@code posts(Seq Scan)} in another way. A join that sorts out rows is named as well.
     */
    Set<String> found() {
        Set<String> found = new LinkedHashSet<>();
        nodes.stream().filter(PlanNode::isScan).map(RowAccess::found).forEach(found::add);
        statement
                .plan()
                .nodes()
                .flatMap(node -> node.joinFilter().stream())
                .forEach(filter -> found.add("join(" + String.join(", ", compared(filter)) + ")"));
        return found;
    }

    private static String found(PlanNode scan) {
        String by = scan.type();
        if (BY_INDEX.contains(by)) {
            by = String.join(", ", compared(scan.indexCondition().orElse("")));
        } else if (by.equals("Tid Scan")) {
            by = "ctid";
        }
        String filter = scan.filter()
                .map(text -> "; " + String.join(", ", compared(text)))
                .orElse("");
        return scan.relation().orElseThrow() + "(" + by + filter + ")";
    }

    private static List<String> compared(String condition) {
        return COMPARED.matcher(condition)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    /** The rows that it came upon or wrote, and the times that it looked for some. */
    long rows() {
        return nodes.stream()
                .mapToLong(node -> node.isScan() ? node.loops() + node.rows() + node.rowsRemoved() : node.rowsWritten())
                .sum();
    }

    /** The pages that it looked at. */
    long pages() {
        return statement.plan().buffers();
    }

    @Override
    public String toString() {
        return "%d pages for %d rows of %s by %s".formatted(pages(), rows(), found(), statement.sql());
    }
}

package dev.flattensync.stress.experiment;

import dev.flattensync.stress.explain.ExplainedStatement;
import dev.flattensync.stress.explain.PlanNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Adds up what PostgreSQL tells of the statements that answered a question. */
public final class QuestionCosts {
    /** A table of so few pages is best read whole, whatever indexes it has. */
    private static final long FEW_PAGES = 8;

    private QuestionCosts() {}

    /**
     * What statements cost that touched any of the tables. A statement that touched none, as one for the sync's
     * checkpoint, is left out; of the others counts what they did to those tables, but all pages and WAL.
     *
     * @param statements with those that PostgreSQL ran itself: the plan of the statement that was the cause of them
     *     does not hold what they did
     * @param tables the names of the tables that hold the documents, without their schema
     */
    public static QuestionCost of(List<ExplainedStatement> statements, Set<String> tables) {
        long counted = 0;
        long rowsRead = 0;
        long rowsWritten = 0;
        long buffers = 0;
        long walBytes = 0;
        long fullPageImages = 0;
        Set<String> nodes = new LinkedHashSet<>();
        Set<String> fullScans = new LinkedHashSet<>();
        for (ExplainedStatement statement : statements) {
            List<PlanNode> touching = touching(statement, tables);
            if (touching.isEmpty()) {
                continue;
            }
            counted++;
            buffers += statement.plan().buffers();
            walBytes += statement.plan().walBytes();
            fullPageImages += statement.plan().fullPageImages();
            for (PlanNode node : touching) {
                rowsWritten += node.rowsWritten();
                nodes.add(node.label());
                if (node.isScan()) {
                    rowsRead += node.rows() + node.rowsRemoved();
                }
                if (node.isFullScan() && node.buffers() > FEW_PAGES * node.loops()) {
                    fullScans.add(node.relation().orElseThrow());
                }
            }
        }
        return new QuestionCost(
                counted,
                rowsRead,
                rowsWritten,
                buffers,
                walBytes,
                fullPageImages,
                List.copyOf(nodes),
                List.copyOf(fullScans));
    }

    /** A node that never ran touched nothing. */
    private static List<PlanNode> touching(ExplainedStatement statement, Set<String> tables) {
        return statement
                .plan()
                .nodes()
                .filter(node -> node.relation().filter(tables::contains).isPresent() && node.loops() > 0)
                .toList();
    }
}

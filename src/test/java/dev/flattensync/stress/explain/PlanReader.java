package dev.flattensync.stress.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a plan from the JSON in which PostgreSQL tells it. */
final class PlanReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MODIFY_TABLE = "ModifyTable";
    /** How a {@code ModifyTable} gets its rows; other children are subqueries. "Member" was used before version 14. */
    private static final Set<String> ROWS_TO_WRITE = Set.of("Outer", "Member");

    private PlanReader() {}

    /**
     * Reads what {@code auto_explain} tells of a statement.
     *
     * @throws IllegalArgumentException if it is not that
     */
    static ExplainedStatement read(String json) {
        try {
            JsonNode statement = JSON.readTree(json);
            if (!statement.path("Plan").has("Node Type")) {
                throw new IllegalArgumentException("expected a plan from auto_explain, found " + json);
            }
            return new ExplainedStatement(statement.path("Query Text").asText(), node(statement.path("Plan")));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected JSON from auto_explain, found " + json, e);
        }
    }

    private static PlanNode node(JsonNode json) {
        List<PlanNode> children = new ArrayList<>();
        json.path("Plans").forEach(child -> children.add(node(child)));
        String type = json.path("Node Type").asText();
        return new PlanNode(
                type,
                text(json, "Operation").filter(operation -> type.equals(MODIFY_TABLE)),
                text(json, "Relation Name"),
                text(json, "Alias"),
                text(json, "Index Name"),
                text(json, "Index Cond"),
                text(json, "Filter"),
                text(json, "Join Filter"),
                json.path("Actual Loops").asLong(),
                total(json, "Actual Rows"),
                total(json, "Rows Removed by Filter")
                        + total(json, "Rows Removed by Index Recheck")
                        + total(json, "Rows Removed by Join Filter"),
                type.equals(MODIFY_TABLE) ? rowsWritten(json) : 0,
                number(json, "Shared Hit Blocks") + number(json, "Shared Read Blocks"),
                number(json, "WAL Bytes"),
                number(json, "WAL FPI"),
                children);
    }

    /**
     * Without {@code RETURNING} it returns none itself. It counts them only where it may do with a row what it likes.
     */
    private static long rowsWritten(JsonNode json) {
        if (json.has("Tuples Inserted") || json.has("Tuples Updated") || json.has("Tuples Deleted")) {
            boolean updates = json.path("Conflict Resolution").asText().equals("UPDATE");
            return number(json, "Tuples Inserted")
                    + number(json, "Tuples Updated")
                    + number(json, "Tuples Deleted")
                    + (updates ? number(json, "Conflicting Tuples") : 0);
        }
        long rows = 0;
        for (JsonNode child : json.path("Plans")) {
            if (ROWS_TO_WRITE.contains(child.path("Parent Relationship").asText())) {
                rows += total(child, "Actual Rows");
            }
        }
        return rows;
    }

    private static long total(JsonNode json, String perLoop) {
        return Math.round(
                json.path(perLoop).asDouble() * json.path("Actual Loops").asLong());
    }

    private static long number(JsonNode json, String name) {
        return json.path(name).asLong();
    }

    private static Optional<String> text(JsonNode json, String name) {
        return json.has(name) ? Optional.of(json.path(name).asText()) : Optional.empty();
    }
}

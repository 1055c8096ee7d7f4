package dev.flattensync.stress.explain;

/**
 * One execution of a statement.
 *
 * @param sql its text, with {@code $1} for a parameter
 * @param plan the root of its plan. What triggers did after the statement, as those of foreign keys do, is not in it:
 *     their statements are explained on their own.
 */
public record ExplainedStatement(String sql, PlanNode plan) {}

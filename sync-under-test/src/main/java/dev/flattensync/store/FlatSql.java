package dev.flattensync.store;

import dev.flattensync.flatten.RowChanges;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.schema.Column;
import dev.flattensync.schema.ColumnSource;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatTable;
import dev.flattensync.schema.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The statements of a flat layout. Each works on many rows at once: every parameter is an array with one entry a row,
 * always of {@code text[]} for values and {@code int[]} for positions.
 *
 * <p>Rows are addressed by the document's id and positions in it. Where a table does not hold all of these itself, its
 * ancestors are joined, from the outside in. Within the statements {@code f} is what is known so far (columns
 * {@code root}, {@code i1..ik} for the positions given, {@code v1..} for values, {@code ord} for the row's number,
 * {@code idj} and {@code atj} for the ids and positions found in joined ancestors) and {@code t} is the table at hand.
 *
 * <p>Where plans are pinned, no statement joins a table by a part of an index freely: the planner may then read it from
 * end to end, along an index where other scans are disabled, as it does when statistics know of a single document. Rows
 * are found by a subquery for each row of {@code f}, whose {@code offset 0} keeps the planner from making a join of it,
 * so that all its conditions go to the index, and are written by where they stand; those of whole documents are deleted
 * by the ids alone. Only single rows are joined as they are, by all columns of an index.
 */
public final class FlatSql {
    /** A fence that is no limit, which the planner can't know: it expects a tenth of a few rows, so a single one. */
    private static final String FENCE = " limit (select 2147483647)";

    private final FlatLayout layout;
    private final String postgresSchema;
    private final Plans plans;
    private final Map<List<Object>, String> statements = new ConcurrentHashMap<>();

    /**
     * For pinned plans.
     *
     * @param layout the tables
     * @param postgresSchema the PostgreSQL schema they are in, unquoted
     */
    public FlatSql(FlatLayout layout, String postgresSchema) {
        this(layout, postgresSchema, Plans.PINNED);
    }

    /**
     * @param layout the tables
     * @param postgresSchema the PostgreSQL schema they are in, unquoted
     * @param plans whether tables are joined such that the planner has no choice, or such that it has
     */
    public FlatSql(FlatLayout layout, String postgresSchema, Plans plans) {
        this.layout = layout;
        this.postgresSchema = postgresSchema;
        this.plans = plans;
    }

    /** The table's name with its PostgreSQL schema, quoted. */
    public String name(FlatTable table) {
        return Identifiers.quoted(postgresSchema) + "." + Identifiers.quoted(table.name());
    }

    /** Creates the table, without indexes. */
    public String createTable(FlatTable table) {
        StringJoiner columns = new StringJoiner(", ");
        for (Column column : table.columns()) {
            boolean required = !(column.source() instanceof ColumnSource.Field);
            columns.add(
                    Identifiers.quoted(column.name()) + " " + column.type().sqlType() + (required ? " not null" : ""));
        }
        return "create table " + name(table) + " (" + columns + ")";
    }

    /** Creates the table's indexes, one statement each. PostgreSQL names them. */
    public List<String> createIndexes(FlatTable table) {
        return table.indexes().stream().map(index -> createIndex(table, index)).toList();
    }

    /** Inserts rows. Parameters: an array for each column. */
    String insert(FlatTable table) {
        return made(List.of("insert", table), () -> {
            return "insert into " + name(table) + " (" + names(table.columns()) + ") select " + casts(table.columns())
                    + " from " + values(List.of(), table.columns().size());
        });
    }

    /** Deletes rows that were read. Parameter: where they stand. */
    String delete(FlatTable table) {
        return made(List.of("delete", table), () -> {
            return "delete from " + name(table) + " where ctid = any(?::text[]::tid[])";
        });
    }

    /** Changes columns of rows that were read. Parameters: where they stand, then an array for each column. */
    String update(FlatTable table, List<Column> columns) {
        return made(List.of("update", table, columns), () -> {
            return "update " + name(table) + " t set " + assignments(columns) + " from "
                    + values(List.of("tuple"), columns.size()) + " where t.ctid = f.tuple::tid";
        });
    }

    /**
     * Sets fields of elements by address. Parameters: ids of documents, positions on each depth, an array for each
     * field.
     *
     * <p>Where plans are pinned, ancestors are found first. Then the table is joined by all columns of an index, which
     * the planner takes for cheaper than an index from end to end as soon as statistics know of two rows.
     */
    String setFields(RowChanges.FieldSet fields) {
        return made(List.of("set fields", fields), () -> {
            FlatTable table = fields.table();
            List<Column> columns = fields.fields().stream().map(table::field).toList();
            int depth = table.mapping().depth();
            String fence = plans == Plans.FREE ? "" : FENCE;
            return "update " + name(table) + " t set " + assignments(columns) + " from (select * from "
                    + reached(table.mapping(), depth, columns.size()) + fence + ") f where " + condition(table, depth);
        });
    }

    /**
     * Sets fields of one element by address. Parameters: the document's id, the position on each depth, each field;
     * none is an array.
     */
    String setFieldsOfOne(RowChanges.FieldSet fields) {
        return made(List.of("set fields of one", fields), () -> {
            FlatTable table = fields.table();
            List<Column> columns = fields.fields().stream().map(table::field).toList();
            int depth = table.mapping().depth();
            StringJoiner parameters = new StringJoiner(", ", "(values (", "))");
            StringJoiner names = new StringJoiner(", ", " as f(", ")");
            parameters.add("?::text");
            names.add("root");
            for (int d = 1; d <= depth; d++) {
                parameters.add("?::int");
                names.add("i" + d);
            }
            for (int i = 1; i <= columns.size(); i++) {
                parameters.add("?::text");
                names.add("v" + i);
            }
            return "update " + name(table) + " t set " + assignments(columns) + " from " + parameters + names
                    + " where " + conditionOfOne(table, "t");
        });
    }

    /** What makes a row belong to the only row of {@code f}, whose ancestors are looked up by themselves. */
    private String conditionOfOne(FlatTable table, String alias) {
        ElementMapping element = table.mapping();
        StringJoiner condition = new StringJoiner(" and ");
        for (Column column : table.columns()) {
            String qualified = alias + "." + Identifiers.quoted(column.name());
            if (column.source() instanceof ColumnSource.Id id && id.depth() == 0) {
                condition.add(qualified + " = f.root");
            } else if (column.source() instanceof ColumnSource.Id id
                    && id.depth() == element.depth() - 1
                    && needsParent(element)) {
                FlatTable parent = layout.table(element.parent().orElseThrow());
                String ancestor = "t" + id.depth();
                condition.add(qualified + " = (select " + ancestor + "._id from " + name(parent) + " " + ancestor
                        + " where " + conditionOfOne(parent, ancestor) + ")");
            } else if (column.source() instanceof ColumnSource.Position position) {
                condition.add(qualified + " = f.i" + position.depth());
            }
        }
        return condition.toString();
    }

    /** Makes each statement once: the driver looks its prepared statement up by the text. */
    private String made(List<Object> key, Supplier<String> statement) {
        return statements.computeIfAbsent(key, k -> statement.get());
    }

    /**
     * Gives all elements of arrays other positions of what is around them. Only for tables that hold the document's id
     * and all positions. Parameters: ids of documents, positions of what embeds each array, its new positions.
     */
    String move(FlatTable table) {
        return made(List.of("move", table), () -> {
            int depth = table.mapping().depth() - 1;
            List<String> known = new ArrayList<>(List.of("root"));
            IntStream.rangeClosed(1, depth).forEach(d -> known.add("i" + d));
            StringJoiner assignments = new StringJoiner(", ");
            for (int d = 1; d <= depth; d++) {
                known.add("i_to" + d);
                Column position = table.column(new ColumnSource.Position(d)).orElseThrow();
                assignments.add(Identifiers.quoted(position.name()) + " = f.i_to" + d);
            }
            return "update " + name(table) + " t set " + assignments + " from (select f.*, t.ctid as tuple from "
                    + values(known, 0) + rows(table, condition(table, depth)) + ") f where t.ctid = f.tuple";
        });
    }

    /** Deletes all rows of documents in one table; tables of children go first. Parameter: ids of documents. */
    String deleteDocuments(FlatTable table) {
        return made(List.of("delete documents", table), () -> {
            return "delete from " + name(table) + " where " + ofDocuments(table);
        });
    }

    /**
     * Reads the rows below addresses. Parameters: ids of documents, positions on the first depths.
     *
     * <p>Columns of the result: the address's number (from 1), the positions on the depths that were not given, the id,
     * the fields, where the row stands.
     *
     * @param bound how many positions are given
     */
    String select(FlatTable table, int bound) {
        return made(List.of("select", table, bound), () -> {
            ElementMapping element = table.mapping();
            StringJoiner columns = new StringJoiner(", ", "select ", " from ");
            columns.add("f.ord");
            for (int depth = bound + 1; depth <= element.depth(); depth++) {
                columns.add(position(table, depth));
            }
            addRow(columns, table);
            return columns + reached(element, bound, 0) + rows(table, condition(table, bound));
        });
    }

    /**
     * Finds elements and their ancestors. Parameters: ids of documents, positions on each depth. Columns of the result:
     * the address's number (from 1), then the ids from the first array inwards, the element's own last.
     */
    String locate(FlatTable table) {
        return made(List.of("locate", table), () -> {
            int depth = table.mapping().depth();
            StringJoiner columns = new StringJoiner(", ", "select ", " from ");
            columns.add("f.ord");
            IntStream.range(1, depth).forEach(d -> columns.add(id(table, d)));
            columns.add("t._id");
            return columns + reached(table.mapping(), depth, 0) + rows(table, condition(table, depth));
        });
    }

    /**
     * Reads the rows of elements, and finds those around them. Parameters: ids of documents, positions on each depth.
     *
     * <p>Columns of the result: the address's number (from 1), the ids of the elements around it from the first array
     * inwards, then as in {@link #select}; all of these are null where there is no element.
     */
    String selectWithin(FlatTable table) {
        return made(List.of("select within", table), () -> {
            ElementMapping element = table.mapping();
            StringJoiner columns = new StringJoiner(", ", "select ", " from ");
            columns.add("f.ord");
            IntStream.range(1, element.depth()).forEach(depth -> columns.add("f.id" + depth));
            addRow(columns, table);
            return columns + within(element) + rowsOrNone(table, condition(table, element.depth()));
        });
    }

    /** Adds the columns that tell all of a row. */
    private static void addRow(StringJoiner columns, FlatTable table) {
        columns.add("t._id");
        IntStream.range(0, table.mapping().fields().size())
                .forEach(i ->
                        columns.add("t." + Identifiers.quoted(table.field(i).name())));
        columns.add("t.ctid::text");
    }

    /**
     * Finds rows of an id that others are about to get. Parameters: the ids of the documents, unless ids are unique in
     * the whole table, then the ids. Column of the result: the number of the id that is taken, from 1.
     */
    String sameId(FlatTable table) {
        return made(List.of("same id", table), () -> {
            if (table.hasUniqueIds()) {
                return "select f.ord from unnest(?::text[]) with ordinality as f(id, ord)"
                        + rows(table, "t._id = f.id");
            }
            String document = qualified(table.column(new ColumnSource.Id(0)).orElseThrow());
            return "select f.ord from unnest(?::text[], ?::text[]) with ordinality as f(root, id, ord)"
                    + rows(table, document + " = f.root and t._id = f.id");
        });
    }

    /**
     * Looks one element's field up by the document's id and positions, as an application would: one row of plain values
     * joined to the tables.
     *
     * @param documentId the SQL that stands for the id: a parameter
     * @param positions the SQL that stands for each position
     */
    public String lookUp(ElementMapping looked, String column, String documentId, List<String> positions) {
        StringBuilder from = new StringBuilder();
        StringJoiner where = new StringJoiner(" and ");
        List<ElementMapping> joined = chainToJoin(looked);
        for (ElementMapping element : joined) {
            FlatTable ancestor = layout.table(element);
            String alias = "t" + element.depth();
            from.append(from.isEmpty() ? "" : ", ")
                    .append(name(ancestor))
                    .append(' ')
                    .append(alias);
            for (Column link : ancestor.columns()) {
                if (link.source() instanceof ColumnSource.Position position) {
                    where.add(alias + "." + Identifiers.quoted(link.name()) + " = "
                            + positions.get(position.depth() - 1));
                } else if (link.source() instanceof ColumnSource.Id id && id.depth() == 0) {
                    where.add(alias + "." + Identifiers.quoted(link.name()) + " = " + documentId);
                } else if (link.source() instanceof ColumnSource.Id id
                        && id.depth() == element.depth() - 1
                        && joined.size() > 1) {
                    where.add(alias + "." + Identifiers.quoted(link.name()) + " = t" + id.depth() + "._id");
                }
            }
        }
        return "select t" + looked.depth() + "." + Identifiers.quoted(column) + " from " + from + " where " + where;
    }

    private List<ElementMapping> chainToJoin(ElementMapping element) {
        List<ElementMapping> chain = new ArrayList<>();
        ElementMapping at = element;
        chain.add(at);
        while (needsParent(at)) {
            at = at.parent().orElseThrow();
            chain.add(0, at);
        }
        return chain;
    }

    private String createIndex(FlatTable table, Index index) {
        StringJoiner columns = new StringJoiner(", ");
        index.columns().forEach(column -> columns.add(Identifiers.quoted(column)));
        return "create " + (index.unique() ? "unique " : "") + "index on " + name(table) + " (" + columns + ")";
    }

    /** The relation {@code f} from which the table's own condition reaches its rows. */
    private String reached(ElementMapping element, int bound, int values) {
        if (!needsParent(element)) {
            List<String> known = new ArrayList<>(List.of("root"));
            IntStream.rangeClosed(1, bound).forEach(depth -> known.add("i" + depth));
            return values(known, values);
        }
        ElementMapping parent = element.parent().orElseThrow();
        FlatTable table = layout.table(parent);
        StringJoiner found = new StringJoiner(", ");
        found.add("f.*").add("t._id as id" + parent.depth());
        if (parent.depth() > bound) {
            found.add(position(table, parent.depth()) + " as at" + parent.depth());
        }
        return "(select " + found + " from " + reached(parent, bound, values) + rows(table, condition(table, bound))
                + ") f";
    }

    /** As {@link #reached}, for elements on given positions, with the ids of all elements around them. */
    private String within(ElementMapping element) {
        ElementMapping parent = element.parent().orElseThrow();
        FlatTable table = layout.table(parent);
        StringJoiner found = new StringJoiner(", ");
        found.add("f.ord").add("f.root");
        IntStream.rangeClosed(1, element.depth()).forEach(depth -> found.add("f.i" + depth));
        IntStream.range(1, parent.depth()).forEach(depth -> found.add(id(table, depth) + " as id" + depth));
        found.add("t._id as id" + parent.depth());
        return "(select " + found + " from " + reached(parent, element.depth(), 0)
                + rows(table, condition(table, element.depth())) + ") f";
    }

    /** What makes a row belong to documents. Parameter: their ids. */
    private String ofDocuments(FlatTable table) {
        Optional<Column> root = table.column(new ColumnSource.Id(0));
        if (root.isPresent()) {
            return Identifiers.quoted(root.get().name()) + " = any(?::text[])";
        }
        FlatTable parent = layout.table(table.mapping().parent().orElseThrow());
        Column link =
                table.column(new ColumnSource.Id(parent.mapping().depth())).orElseThrow();
        String parents = "(select _id from " + name(parent) + " where " + ofDocuments(parent) + ")";
        return Identifiers.quoted(link.name())
                + (plans == Plans.FREE ? " in " + parents : " = any(array" + parents + ")");
    }

    /** The table's rows {@code t} that belong to each row of {@code f}; pinned, the planner can only use an index. */
    private String rows(FlatTable table, String condition) {
        if (plans == Plans.FREE) {
            return " join " + name(table) + " t on " + condition;
        }
        return " cross join lateral " + fenced(table, condition);
    }

    /** As {@link #rows}, and a row without any for each row of {@code f} that has none. */
    private String rowsOrNone(FlatTable table, String condition) {
        if (plans == Plans.FREE) {
            return " left join " + name(table) + " t on " + condition;
        }
        return " left join lateral " + fenced(table, condition) + " on true";
    }

    private String fenced(FlatTable table, String condition) {
        return "(select t.ctid, t.* from " + name(table) + " t where " + condition + " offset 0) t";
    }

    /** Whether the table alone can't say which document an element belongs to, or on which positions it sits. */
    private boolean needsParent(ElementMapping element) {
        FlatTable table = layout.table(element);
        boolean ownsRoot = table.column(new ColumnSource.Id(0)).isPresent();
        boolean ownsPositions = IntStream.rangeClosed(1, element.depth())
                .allMatch(
                        depth -> table.column(new ColumnSource.Position(depth)).isPresent());
        return !ownsRoot || !ownsPositions;
    }

    /** What makes a row of {@code t} belong to a row of {@code f}. */
    private String condition(FlatTable table, int bound) {
        ElementMapping element = table.mapping();
        StringJoiner condition = new StringJoiner(" and ");
        for (Column column : table.columns()) {
            if (column.source() instanceof ColumnSource.Id id && id.depth() == 0) {
                condition.add(qualified(column) + " = f.root");
            } else if (column.source() instanceof ColumnSource.Id id
                    && id.depth() == element.depth() - 1
                    && needsParent(element)) {
                condition.add(qualified(column) + " = f.id" + id.depth());
            } else if (column.source() instanceof ColumnSource.Position position && position.depth() <= bound) {
                condition.add(qualified(column) + " = f.i" + position.depth());
            }
        }
        return condition.toString();
    }

    private static String position(FlatTable table, int depth) {
        return table.column(new ColumnSource.Position(depth))
                .map(FlatSql::qualified)
                .orElse("f.at" + depth);
    }

    /** The id of an element around a row of {@code t}. */
    private static String id(FlatTable table, int depth) {
        return table.column(new ColumnSource.Id(depth)).map(FlatSql::qualified).orElse("f.id" + depth);
    }

    private static String qualified(Column column) {
        return "t." + Identifiers.quoted(column.name());
    }

    /**
     * The parameters as a relation: {@code known} columns, then so many values. Positions are numbers, all else is
     * text.
     */
    private static String values(List<String> known, int values) {
        StringJoiner parameters = new StringJoiner(", ", "unnest(", ")");
        StringJoiner names = new StringJoiner(", ", " with ordinality as f(", ", ord)");
        for (String name : known) {
            parameters.add(name.startsWith("i") ? "?::int[]" : "?::text[]");
            names.add(name);
        }
        for (int i = 1; i <= values; i++) {
            parameters.add("?::text[]");
            names.add("v" + i);
        }
        return parameters + names.toString();
    }

    private static String names(List<Column> columns) {
        StringJoiner names = new StringJoiner(", ");
        columns.forEach(column -> names.add(Identifiers.quoted(column.name())));
        return names.toString();
    }

    private static String casts(List<Column> columns) {
        StringJoiner casts = new StringJoiner(", ");
        IntStream.range(0, columns.size())
                .forEach(i ->
                        casts.add("f.v" + (i + 1) + "::" + columns.get(i).type().sqlType()));
        return casts.toString();
    }

    private static String assignments(List<Column> columns) {
        StringJoiner assignments = new StringJoiner(", ");
        IntStream.range(0, columns.size())
                .forEach(i -> assignments.add(Identifiers.quoted(columns.get(i).name()) + " = f.v" + (i + 1) + "::"
                        + columns.get(i).type().sqlType()));
        return assignments.toString();
    }
}

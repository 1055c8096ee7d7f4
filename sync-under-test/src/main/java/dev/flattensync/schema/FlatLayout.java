package dev.flattensync.schema;

import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldMapping;
import dev.flattensync.mapping.FieldType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The tables that a mapping becomes in a flat schema. */
public final class FlatLayout {
    private final DocumentMapping mapping;
    private final FlatSchema schema;
    private final Map<ElementMapping, FlatTable> tables = new IdentityHashMap<>();

    private final List<FlatTable> parentsFirst;

    /**
     * @param mapping the mapping tree
     * @param schema how rows are linked
     */
    public FlatLayout(DocumentMapping mapping, FlatSchema schema) {
        this.mapping = mapping;
        this.schema = schema;
        mapping.elements().forEach(element -> tables.put(element, table(schema, element)));
        this.parentsFirst = mapping.elements().stream().map(tables::get).toList();
    }

    /** The mapping tree. */
    public DocumentMapping mapping() {
        return mapping;
    }

    /** How rows are linked. */
    public FlatSchema schema() {
        return schema;
    }

    /** The table of an element. */
    public FlatTable table(ElementMapping element) {
        return tables.get(element);
    }

    /** All tables, a parent's before its children's. */
    public List<FlatTable> tables() {
        return parentsFirst;
    }

    /**
     * Tells tables of different mappings or flat schemas apart: SHA-256, in hexadecimal digits, over all that decides
     * what they hold.
     */
    public String fingerprint() {
        StringBuilder text = new StringBuilder(schema.name());
        for (ElementMapping element : mapping.elements()) {
            describe(text, element.depth() + " " + quoted(List.of(element.table(), element.link())));
            describe(text, quoted(element.arrayPath()));
            element.fields()
                    .forEach(field -> describe(
                            text,
                            quoted(field.path())
                                    + quoted(
                                            List.of(field.column(), field.type().name()))));
            table(element).columns().forEach(column -> describe(text, column.name() + " " + column.type()));
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void describe(StringBuilder text, String line) {
        text.append('\n').append(line);
    }

    /** So that no two lists of names share a text. */
    private static String quoted(List<String> names) {
        return names.stream()
                .map(name -> '"' + name.replace("\"", "\"\"") + '"')
                .toList()
                .toString();
    }

    private static FlatTable table(FlatSchema schema, ElementMapping element) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("_id", FieldType.TEXT, new ColumnSource.Id(element.depth())));
        List<FieldMapping> fields = element.fields();
        for (int i = 0; i < fields.size(); i++) {
            columns.add(new Column(fields.get(i).column(), fields.get(i).type(), new ColumnSource.Field(i)));
        }
        columns.addAll(schema.links(element));
        return new FlatTable(element, columns, schema.indexes(element));
    }
}

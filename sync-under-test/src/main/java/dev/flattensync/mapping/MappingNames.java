package dev.flattensync.mapping;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Checks that the names of a mapping can live together in PostgreSQL: none is cut, no two tables share one, and no two
 * columns of a table share one in any flat schema.
 */
final class MappingNames {
    /** PostgreSQL cuts a longer identifier (NAMEDATALEN - 1). */
    private static final int MAX_IDENTIFIER_BYTES = 63;
    /** The sync's own tables start so. */
    private static final String RESERVED_PREFIX = "flattensync_";
    /** Every PostgreSQL table has these columns. */
    private static final List<String> SYSTEM_COLUMNS = List.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    private final String key;

    private MappingNames(String key) {
        this.key = key;
    }

    static void check(String key, DocumentMapping mapping) {
        new MappingNames(key).check(mapping);
    }

    private void check(DocumentMapping mapping) {
        Map<String, String> tables = new HashMap<>();
        Map<String, String> elements = new HashMap<>();
        checkCut(mapping.elements().stream().map(ElementMapping::table).toList(), "the tables");
        for (ElementMapping element : mapping.elements()) {
            checkIdentifier(element.table(), "table of element \"" + element.name() + "\"");
            if (element.table().startsWith(RESERVED_PREFIX)) {
                throw invalid("the table \"%s\" starts with %s, which is kept for the sync's own tables"
                        .formatted(element.table(), RESERVED_PREFIX));
            }
            claim(tables, element.table(), "table", element.name());
            claim(elements, element.name(), "element", String.join(".", element.arrayPath()));
            checkColumns(element);
            checkPaths(element);
        }
    }

    private void checkColumns(ElementMapping element) {
        checkCut(
                Stream.concat(
                                element.chain().subList(0, element.depth()).stream()
                                        .flatMap(ancestor ->
                                                Stream.of(ancestor.link() + "_id", ancestor.link() + "_index")),
                                element.fields().stream().map(FieldMapping::column))
                        .toList(),
                "the columns of table \"" + element.table() + "\",");
        Map<String, String> columns = new HashMap<>();
        SYSTEM_COLUMNS.forEach(
                name -> claim(columns, name, "column of table \"" + element.table() + "\"", "PostgreSQL itself"));
        claim(columns, "_id", "column of table \"" + element.table() + "\"", "the element's _id");
        for (ElementMapping ancestor : element.chain().subList(0, element.depth())) {
            for (String suffix : List.of("_id", "_index")) {
                checkIdentifier(ancestor.link() + suffix, "link to element \"" + ancestor.name() + "\"");
                claim(
                        columns,
                        ancestor.link() + suffix,
                        "column of table \"" + element.table() + "\"",
                        "the link to " + ancestor.name());
            }
        }
        for (FieldMapping field : element.fields()) {
            checkIdentifier(field.column(), "column of field \"" + field.dottedPath() + "\"");
            claim(
                    columns,
                    field.column(),
                    "column of table \"" + element.table() + "\"",
                    "field " + field.dottedPath());
        }
    }

    /** A field that is or contains another mapped path would be mapped twice. */
    private void checkPaths(ElementMapping element) {
        List<List<String>> paths = new ArrayList<>();
        paths.add(List.of("_id"));
        element.fields().forEach(field -> paths.add(field.path()));
        element.arrays().forEach(array -> paths.add(array.arrayPath()));
        for (int i = 0; i < paths.size(); i++) {
            for (int j = 0; j < paths.size(); j++) {
                if (i != j && startsWith(paths.get(j), paths.get(i))) {
                    throw invalid("element \"%s\" maps \"%s\" and \"%s\", of which one contains the other"
                            .formatted(element.name(), String.join(".", paths.get(i)), String.join(".", paths.get(j))));
                }
            }
        }
    }

    private static boolean startsWith(List<String> path, List<String> prefix) {
        return path.size() >= prefix.size() && path.subList(0, prefix.size()).equals(prefix);
    }

    private void claim(Map<String, String> taken, String name, String what, String by) {
        String other = taken.putIfAbsent(name, by);
        if (other != null) {
            throw invalid("%s \"%s\" is claimed twice, by %s and by %s; give one of them another name"
                    .formatted(what, name, other, by));
        }
    }

    /** Names that PostgreSQL would cut to the same one, each of which is too long besides. */
    private void checkCut(List<String> names, String what) {
        Map<String, String> cut = new HashMap<>();
        for (String name : names) {
            String other = cut.putIfAbsent(cut(name), name);
            if (other != null && !other.equals(name)) {
                throw invalid(
                        "%s \"%s\" and \"%s\" are one to PostgreSQL, which cuts names at %d bytes; give them shorter ones"
                                .formatted(what, other, name, MAX_IDENTIFIER_BYTES));
            }
        }
    }

    private static String cut(String name) {
        int end = name.length();
        while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MAX_IDENTIFIER_BYTES) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end);
    }

    private void checkIdentifier(String name, String what) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_IDENTIFIER_BYTES) {
            throw invalid("the %s is %d bytes long (\"%s\"); PostgreSQL cuts names at %d, so give it a shorter one"
                    .formatted(what, bytes, name, MAX_IDENTIFIER_BYTES));
        }
        if (name.isEmpty() || Arrays.stream(new int[] {0, '{', '}'}).anyMatch(c -> name.indexOf(c) >= 0)) {
            throw invalid("the %s is \"%s\"; it must not be empty or hold NUL, { or }"
                    .formatted(what, name.replace('\0', '?')));
        }
    }

    private InvalidMappingException invalid(String problem) {
        return new InvalidMappingException(key + ": " + problem);
    }
}

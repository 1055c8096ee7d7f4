package dev.flattensync.stress.verify;

import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldMapping;
import dev.flattensync.mapping.FieldType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Mapping trees of any shape up to four arrays deep, with several arrays side by side, fields of any type, fields and
 * arrays inside embedded single documents, and names that something may trip over.
 */
final class RandomMapping {
    private static final int DEEPEST = 4;
    private static final int MOST_ELEMENTS = 7;
    private static final int MOST_FIELDS = 4;
    private static final Set<String> SYSTEM_COLUMNS = Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    private final RandomGenerator random;
    private final RandomNames names;
    private final Set<String> tables = new HashSet<>();
    private final Set<String> links = new HashSet<>();
    private int elements;

    private RandomMapping(RandomGenerator random, RandomNames names) {
        this.random = random;
        this.names = names;
    }

    static DocumentMapping next(RandomGenerator random) {
        return next(random, RandomNames.any(random));
    }

    /** One whose fields can be named in an update: the path language has no word for a dot in a name, and others. */
    static DocumentMapping nextForUpdates(RandomGenerator random) {
        return next(random, RandomNames.forUpdates(random));
    }

    private static DocumentMapping next(RandomGenerator random, RandomNames names) {
        return new DocumentMapping(
                "documents", new RandomMapping(random, names).element(Optional.empty(), List.of(), 0));
    }

    private ElementMapping element(Optional<ElementMapping> parent, List<String> arrayPath, int depth) {
        String table = names.identifier(tables::add);
        // Short: the columns that link to it get longer names.
        String link = names.identifier(name -> name.length() < 20 && links.add(name));
        Paths paths = new Paths();
        List<FieldMapping> fields = fields(paths, columns(parent));
        return new ElementMapping(
                parent, "e" + elements++, table, link, arrayPath, fields, self -> arrays(self, paths, depth));
    }

    private List<ElementMapping> arrays(ElementMapping parent, Paths paths, int depth) {
        List<ElementMapping> arrays = new ArrayList<>();
        int count = depth == 0 ? 1 + random.nextInt(3) : depth == DEEPEST ? 0 : random.nextInt(3);
        for (int i = 0; i < count && elements < MOST_ELEMENTS; i++) {
            arrays.add(element(Optional.of(parent), paths.next(), depth + 1));
        }
        return arrays;
    }

    private List<FieldMapping> fields(Paths paths, Set<String> columns) {
        List<FieldMapping> fields = new ArrayList<>();
        int count = random.nextInt(MOST_FIELDS + 1);
        for (int i = 0; i < count; i++) {
            fields.add(new FieldMapping(paths.next(), names.identifier(columns::add), type()));
        }
        return fields;
    }

    /** Values of the last type can change inside, so it is more likely. */
    private FieldType type() {
        List<FieldType> types = List.of(FieldType.values());
        return random.nextInt(6) == 0 ? FieldType.JSONB : types.get(random.nextInt(types.size()));
    }

    /** The names that no field's column of the element may have, whatever the flat schema. */
    private static Set<String> columns(Optional<ElementMapping> parent) {
        Set<String> taken = new HashSet<>(SYSTEM_COLUMNS);
        taken.add("_id");
        parent.stream()
                .flatMap(p -> p.chain().stream())
                .flatMap(ancestor -> Stream.of(ancestor.link() + "_id", ancestor.link() + "_index"))
                .forEach(taken::add);
        return taken;
    }

    /** Paths in one element, none of which is or contains another. */
    private final class Paths {
        private final List<List<String>> containers = new ArrayList<>(List.of(List.of()));
        private final Set<List<String>> taken = new HashSet<>(Set.of(List.of("_id")));

        Paths() {
            for (int i = random.nextInt(3); i > 0; i--) {
                containers.add(claim(containers.get(random.nextInt(containers.size()))));
            }
        }

        List<String> next() {
            List<String> container = containers.get(random.nextInt(containers.size()));
            // An embedded single document may have an _id of its own, which is a field like any other.
            List<String> id = below(container, "_id");
            return random.nextInt(8) == 0 && taken.add(id) ? id : claim(container);
        }

        private List<String> claim(List<String> container) {
            return below(container, names.field(name -> taken.add(below(container, name))));
        }

        private static List<String> below(List<String> container, String name) {
            return Stream.concat(container.stream(), Stream.of(name)).toList();
        }
    }
}

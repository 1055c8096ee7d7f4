package dev.flattensync.stress.verify;

import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldMapping;
import dev.flattensync.mapping.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Mapping trees of any shape up to three arrays deep, with fields of any type, some inside embedded single documents.
 */
final class RandomMapping {
    private static final int DEEPEST = 3;
    private static final int MOST_ARRAYS = 2;
    private static final int MOST_FIELDS = 3;

    private final RandomGenerator random;
    private int elements;

    private RandomMapping(RandomGenerator random) {
        this.random = random;
    }

    static DocumentMapping next(RandomGenerator random) {
        return new DocumentMapping("documents", new RandomMapping(random).element(Optional.empty(), 0));
    }

    private ElementMapping element(Optional<ElementMapping> parent, int depth) {
        String name = "e" + elements++;
        List<String> arrayPath =
                parent.isEmpty() ? List.of() : random.nextInt(4) == 0 ? List.of("inner", name) : List.of(name);
        return new ElementMapping(parent, name, name, name, arrayPath, fields(), self -> arrays(self, depth));
    }

    private List<ElementMapping> arrays(ElementMapping parent, int depth) {
        List<ElementMapping> arrays = new ArrayList<>();
        int count =
                depth == DEEPEST ? 0 : depth == 0 ? 1 + random.nextInt(MOST_ARRAYS) : random.nextInt(MOST_ARRAYS + 1);
        for (int i = 0; i < count; i++) {
            arrays.add(element(Optional.of(parent), depth + 1));
        }
        return arrays;
    }

    private List<FieldMapping> fields() {
        List<FieldMapping> fields = new ArrayList<>();
        int count = 1 + random.nextInt(MOST_FIELDS);
        for (int i = 0; i < count; i++) {
            FieldType type = FieldType.values()[random.nextInt(FieldType.values().length)];
            fields.add(new FieldMapping(
                    random.nextInt(3) == 0 ? List.of("nested", "f" + i) : List.of("f" + i), "f" + i, type));
        }
        return fields;
    }
}

package dev.flattensync.flatten;

import dev.flattensync.change.UnsupportedChangeException;
import dev.flattensync.mapping.PostgresText;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;

/** A change inside a value that is kept as a whole, in a {@code jsonb} column. */
sealed interface JsonEdit {

    /** Where in the value: names of fields, and positions in arrays. */
    List<String> path();

    /**
     * Changes the value, in place.
     *
     * @throws UnsupportedChangeException if the path doesn't lead anywhere in the value
     */
    void applyTo(BsonValue value);

    /** A part is set. */
    record Set(List<String> path, BsonValue to) implements JsonEdit {
        @Override
        public void applyTo(BsonValue value) {
            BsonValue container = JsonEdit.at(value, path.subList(0, path.size() - 1), path);
            String last = path.get(path.size() - 1);
            if (container instanceof BsonArray array) {
                int position = JsonEdit.position(last, path);
                // A server sends no nulls for what it skips.
                while (array.size() <= position) {
                    array.add(BsonNull.VALUE);
                }
                array.set(position, to);
            } else if (container instanceof BsonDocument document) {
                document.put(PostgresText.storable(last), to);
            } else {
                throw JsonEdit.noWay(path);
            }
        }
    }

    /** A field is removed. */
    record Remove(List<String> path) implements JsonEdit {
        @Override
        public void applyTo(BsonValue value) {
            if (!(JsonEdit.at(value, path.subList(0, path.size() - 1), path) instanceof BsonDocument document)) {
                throw JsonEdit.noWay(path);
            }
            document.remove(PostgresText.storable(path.get(path.size() - 1)));
        }
    }

    /** An array is cut to its first elements. */
    record Truncate(List<String> path, int size) implements JsonEdit {
        @Override
        public void applyTo(BsonValue value) {
            if (!(JsonEdit.at(value, path, path) instanceof BsonArray array) || array.size() < size) {
                throw JsonEdit.noWay(path);
            }
            array.subList(size, array.size()).clear();
        }
    }

    private static BsonValue at(BsonValue value, List<String> path, List<String> whole) {
        BsonValue at = value;
        for (String part : path) {
            if (at instanceof BsonArray array) {
                int position = position(part, whole);
                at = position < array.size() ? array.get(position) : null;
            } else {
                at = at instanceof BsonDocument document ? document.get(PostgresText.storable(part)) : null;
            }
        }
        return at;
    }

    private static int position(String part, List<String> path) {
        if (!part.matches("\\d{1,9}")) {
            throw noWay(path);
        }
        return Integer.parseInt(part);
    }

    private static UnsupportedChangeException noWay(List<String> path) {
        return new UnsupportedChangeException(
                "expected \"%s\" to lead to a part of the stored value, found no such part; a field name with a dot needs disambiguatedPaths"
                        .formatted(String.join(".", path)));
    }
}

package dev.flattensync.stress.primary.update;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Where in a document something changed: names of fields and positions in arrays, outermost first.
 *
 * @param parent the way there; null at the document's own fields
 * @param name the field's name; null for a position
 * @param position the position in an array
 */
record ChangePath(ChangePath parent, String name, int position) {

    static ChangePath field(ChangePath parent, String name) {
        return new ChangePath(parent, name, -1);
    }

    static ChangePath element(ChangePath parent, int position) {
        return new ChangePath(parent, null, position);
    }

    boolean isElement() {
        return name == null;
    }

    /** The path as events write it. */
    String dotted() {
        return ways().stream().map(ChangePath::text).collect(Collectors.joining("."));
    }

    /** Its parts, where a name is a string and a position a number. */
    BsonArray parts() {
        return new BsonArray(ways().stream().map(ChangePath::part).toList());
    }

    /**
     * Whether the dotted path can be read in more than one way: a name in it contains a dot, or looks like a position.
     * A name at the beginning can't be taken for a position.
     */
    boolean isAmbiguous() {
        boolean here = !isElement() && (name.indexOf('.') >= 0 || parent != null && isNumeric(name));
        return here || parent != null && parent.isAmbiguous();
    }

    private static boolean isNumeric(String name) {
        return !name.isEmpty()
                && name.chars().allMatch(character -> character >= '0' && character <= '9')
                && (name.length() == 1 || name.charAt(0) != '0');
    }

    private Deque<ChangePath> ways() {
        Deque<ChangePath> ways = new ArrayDeque<>();
        for (ChangePath path = this; path != null; path = path.parent) {
            ways.addFirst(path);
        }
        return ways;
    }

    private String text() {
        return isElement() ? String.valueOf(position) : name;
    }

    private BsonValue part() {
        return isElement() ? new BsonInt32(position) : new BsonString(name);
    }
}

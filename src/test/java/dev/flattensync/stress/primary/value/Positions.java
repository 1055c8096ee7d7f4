package dev.flattensync.stress.primary.value;

import java.util.OptionalInt;
import org.bson.BsonValue;

/** Parts of a dotted path as positions in arrays. */
public final class Positions {
    /** No array has as many elements as the next digit would make. */
    private static final int MOST_DIGITS = 9;

    private Positions() {}

    /** The position that a part of a path stands for in an array; empty if it is a name. */
    public static OptionalInt of(String part) {
        boolean position = !part.isEmpty()
                && part.length() <= MOST_DIGITS
                && part.chars().allMatch(character -> character >= '0' && character <= '9');
        return position ? OptionalInt.of(Integer.parseInt(part)) : OptionalInt.empty();
    }

    /** The field or element of a container; null if there is none. */
    public static BsonValue child(BsonValue container, String part) {
        if (container != null && container.isDocument()) {
            return container.asDocument().get(part);
        }
        if (container == null || !container.isArray()) {
            return null;
        }
        int position = of(part).orElse(Integer.MAX_VALUE);
        return position < container.asArray().size() ? container.asArray().get(position) : null;
    }
}

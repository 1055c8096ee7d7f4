package dev.flattensync.stress.primary.query;

import java.util.OptionalInt;

/** Which element of an array a query matched: what the positional operator {@code $} stands for. The last one wins. */
final class MatchedPosition {
    private int position = -1;

    void found(int matched) {
        if (matched >= 0) {
            position = matched;
        }
    }

    OptionalInt position() {
        return position < 0 ? OptionalInt.empty() : OptionalInt.of(position);
    }
}

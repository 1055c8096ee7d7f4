package dev.flattensync.store;

import java.util.concurrent.atomic.LongAdder;

/** Counts what is written to the flat tables, by any thread. Transactions that were rolled back count too. */
public final class WriteCounter {
    private static final char REPLACEMENT = '\uFFFD';

    private final LongAdder rows = new LongAdder();
    private final LongAdder replaced = new LongAdder();

    /** How many rows were inserted, updated and deleted. */
    public long rows() {
        return rows.sum();
    }

    /**
     * How many values were written that hold U+FFFD, which stands for a character that PostgreSQL can't store: NUL, or
     * half a surrogate pair.
     */
    public long textsReplaced() {
        return replaced.sum();
    }

    void addRows(long count) {
        rows.add(count);
    }

    void noteText(String text) {
        if (text != null && text.indexOf(REPLACEMENT) >= 0) {
            replaced.increment();
        }
    }
}

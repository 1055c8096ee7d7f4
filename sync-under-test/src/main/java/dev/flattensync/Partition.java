package dev.flattensync;

import dev.flattensync.digest.RowDigests;
import dev.flattensync.store.Checkpoint;

/** One of the parts that documents fall into by their ids: where its rows stand. Changed by one thread at a time. */
final class Partition {
    private final int number;
    private final NewerRows newerRows;
    private final RowDigests digests;
    private volatile Checkpoint.Mark mark;

    Partition(int number, Checkpoint.Mark mark, NewerRows newerRows, RowDigests digests) {
        this.number = number;
        this.mark = mark;
        this.newerRows = newerRows;
        this.digests = digests;
    }

    int number() {
        return number;
    }

    NewerRows newerRows() {
        return newerRows;
    }

    /** What is remembered of its rows. */
    RowDigests digests() {
        return digests;
    }

    /** What is committed. */
    Checkpoint.Mark mark() {
        return mark;
    }

    void moved(Checkpoint.Mark to) {
        mark = to;
    }
}

package dev.flattensync.stress.benchmark;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * One row that a sync changed, with the values of all columns as text.
 *
 * @param table where
 * @param before the row as it was; null if it is new
 * @param after the row as it is; null if it is gone
 */
record RecordedChange(RecordedTable table, String[] before, String[] after) {

    /** The row was not there. */
    boolean isInsert() {
        return before == null;
    }

    /** The row is not there any more. */
    boolean isDelete() {
        return after == null;
    }

    /** The row is another one than before. */
    boolean isUpdate() {
        return before != null && after != null;
    }

    /** Whether the row is found by other values than before. */
    boolean movesKey() {
        return table.key().stream().anyMatch(column -> !before[column].equals(after[column]));
    }

    /** The numbers of the columns that differ. */
    List<Integer> changed() {
        return IntStream.range(0, before.length)
                .filter(column -> !Objects.equals(before[column], after[column]))
                .boxed()
                .toList();
    }
}

package dev.flattensync.stress.observe;

import java.util.Optional;
import java.util.stream.LongStream;

/**
 * PostgreSQL's statistics of some tables, added up; or what two readings of them differ by. Rows of a transaction that
 * was rolled back count as well, and leave dead ones.
 *
 * @param inserted rows inserted ({@code n_tup_ins})
 * @param updated rows updated ({@code n_tup_upd}), those of {@code hotUpdated} among them
 * @param hotUpdated rows updated without a new index entry ({@code n_tup_hot_upd})
 * @param deleted rows deleted ({@code n_tup_del})
 * @param dead PostgreSQL's estimate of dead rows ({@code n_dead_tup}), which each vacuum and analyze sets anew; of a
 *     difference negative if there are fewer than before
 */
public record RowCounts(long inserted, long updated, long hotUpdated, long deleted, long dead) {

    RowCounts withDead(long otherDead) {
        return new RowCounts(inserted, updated, hotUpdated, deleted, otherDead);
    }

    /**
     * What was counted since an earlier reading.
     *
     * @return empty if a count fell: then the statistics were reset or the tables made anew, and what was counted is
     *     unknown
     */
    public Optional<RowCounts> since(RowCounts start) {
        RowCounts counted = new RowCounts(
                inserted - start.inserted,
                updated - start.updated,
                hotUpdated - start.hotUpdated,
                deleted - start.deleted,
                dead - start.dead);
        boolean fell = LongStream.of(counted.inserted, counted.updated, counted.hotUpdated, counted.deleted)
                .anyMatch(count -> count < 0);
        return fell ? Optional.empty() : Optional.of(counted);
    }
}

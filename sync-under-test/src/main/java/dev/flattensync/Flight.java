package dev.flattensync;

import dev.flattensync.change.ChangeBatch;
import dev.flattensync.flatten.MappingViolationException;
import java.util.List;
import java.util.concurrent.Future;

/**
 * A batch on its way into the tables, each partition's share in its own time.
 *
 * @param batch what it is
 * @param readNanos when its last event was read
 * @param shares one for each partition that has changes in it, with the rows that are left out
 */
record Flight(ChangeBatch batch, long readNanos, List<Future<List<MappingViolationException>>> shares) {

    /**
     * How it ended.
     *
     * @param complete whether all shares are in the tables; else some could not be brought in on their own
     * @param skipped the rows that were left out of those that are
     */
    record Landing(boolean complete, List<MappingViolationException> skipped) {}
}

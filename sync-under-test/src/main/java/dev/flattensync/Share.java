package dev.flattensync;

import dev.flattensync.change.ChangeEvent;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.store.Checkpoint;
import java.util.List;
import org.bson.BsonTimestamp;

/**
 * What a batch holds for one partition.
 *
 * @param partition the partition
 * @param events the changes to its documents, none if only its mark is to move
 * @param end the place in the stream that they bring it to
 * @param complete the time up to which nothing is missing there
 */
record Share(Partition partition, List<ChangeEvent.OfDocument> events, StreamPosition end, BsonTimestamp complete) {

    /** The partition's mark when this is done. */
    Checkpoint.Mark mark() {
        return new Checkpoint.Mark(end, complete, partition.newerRows().noneAt(complete));
    }

    /** Takes note that it is done. */
    void committed(Checkpoint.Mark mark) {
        partition.moved(mark);
        partition.newerRows().passed(complete);
    }
}

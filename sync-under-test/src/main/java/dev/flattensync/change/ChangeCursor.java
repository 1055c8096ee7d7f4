package dev.flattensync.change;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.time.Duration;
import java.util.Optional;
import org.bson.BsonDocument;

/** An open change stream, read by one thread. */
public interface ChangeCursor extends AutoCloseable {

    /**
     * The next event, in the order of the stream. A large one may come in fragments.
     *
     * @param patience how long to wait for one; zero returns at once
     * @return the event; null if none came
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws HistoryLostException if the stream can't be resumed after an interruption
     */
    ChangeStreamDocument<BsonDocument> next(Duration patience) throws InterruptedException;

    /**
     * Right after {@link #next} returned null: how far the stream was looked through without finding an event, which a
     * resume may start from. Empty if the source can't tell.
     */
    Optional<StreamPosition> idlePosition();

    /** Whether the source can be reached; if not, the cursor is trying to. */
    default boolean isConnected() {
        return true;
    }

    /** How many events can be had without waiting, as far as is known: the backlog. */
    int available();

    /** Frees what the cursor holds. */
    @Override
    void close();
}

package dev.flattensync.change;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.time.Duration;
import org.bson.BsonDocument;

/** An open change stream, read by one thread. */
public interface ChangeCursor extends AutoCloseable {

    /**
     * The next event, in the order of the stream.
     *
     * @param patience how long to wait for one; zero returns at once
     * @return the event; null if none came
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    ChangeStreamDocument<BsonDocument> next(Duration patience) throws InterruptedException;

    /** Frees what the cursor holds. */
    @Override
    void close();
}

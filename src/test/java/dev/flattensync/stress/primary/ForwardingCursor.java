package dev.flattensync.stress.primary;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.StreamPosition;
import java.time.Duration;
import java.util.Optional;
import org.bson.BsonDocument;

/** A cursor that does what another does, but for what its subclass changes. */
public abstract class ForwardingCursor implements ChangeCursor {
    private final ChangeCursor cursor;

    /** @param cursor the other, which is closed with this one */
    protected ForwardingCursor(ChangeCursor cursor) {
        this.cursor = cursor;
    }

    @Override
    public ChangeStreamDocument<BsonDocument> next(Duration patience) throws InterruptedException {
        return cursor.next(patience);
    }

    @Override
    public Optional<StreamPosition> idlePosition() {
        return cursor.idlePosition();
    }

    @Override
    public boolean isConnected() {
        return cursor.isConnected();
    }

    @Override
    public int available() {
        return cursor.available();
    }

    @Override
    public void close() {
        cursor.close();
    }
}

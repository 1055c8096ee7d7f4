package dev.flattensync.stress.variant;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.OperationType;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.CurrentDocuments;
import dev.flattensync.change.Snapshot;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.flatten.CanonicalId;
import dev.flattensync.store.PostgresAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * A change source that deletes documents itself, by one statement that leaves all rows below the document's to
 * {@code on delete cascade}, and hides the event: the sync, which would delete them table by table, learns only that
 * the stream has moved on. So a delete takes one transaction either way.
 *
 * <p>Only for a stream whose events are waited for one by one: a delete does not wait for the changes before it.
 */
final class CascadingDeletes implements ChangeSource {
    private final ChangeSource source;
    private final PostgresAddress postgres;
    private final String delete;

    /** @param table the table of documents, quoted and with its PostgreSQL schema */
    CascadingDeletes(ChangeSource source, PostgresAddress postgres, String table) {
        this.source = source;
        this.postgres = postgres;
        this.delete = "delete from " + table + " where _id = ?";
    }

    @Override
    public ChangeCursor open(StreamPosition after) {
        try {
            return new Cursor(source.open(after), postgres.connectPinned());
        } catch (SQLException e) {
            throw new IllegalStateException("the connection for deletes could not be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public Snapshot snapshot() {
        return source.snapshot();
    }

    @Override
    public CurrentDocuments current(Collection<BsonValue> ids) {
        return source.current(ids);
    }

    private final class Cursor implements ChangeCursor {
        private final ChangeCursor events;
        private final Connection connection;
        private Optional<StreamPosition> deleted = Optional.empty();

        Cursor(ChangeCursor events, Connection connection) {
            this.events = events;
            this.connection = connection;
        }

        @Override
        public ChangeStreamDocument<BsonDocument> next(Duration patience) throws InterruptedException {
            ChangeStreamDocument<BsonDocument> event = events.next(patience);
            deleted = Optional.empty();
            if (event == null || event.getOperationType() != OperationType.DELETE) {
                return event;
            }
            delete(CanonicalId.of(event.getDocumentKey().get("_id")));
            deleted = Optional.of(StreamPosition.ofToken(event.getResumeToken(), event.getClusterTime()));
            return null;
        }

        private void delete(String id) {
            try (PreparedStatement statement = connection.prepareStatement(delete)) {
                statement.setString(1, id);
                if (statement.executeUpdate() != 1) {
                    throw new IllegalStateException("expected a row of document \"%s\" to delete".formatted(id));
                }
            } catch (SQLException e) {
                throw new IllegalStateException("the delete of document \"%s\" failed".formatted(id), e);
            }
        }

        @Override
        public Optional<StreamPosition> idlePosition() {
            return deleted.or(events::idlePosition);
        }

        @Override
        public boolean isConnected() {
            return events.isConnected();
        }

        @Override
        public int available() {
            return events.available();
        }

        @Override
        public void close() {
            try (connection) {
                events.close();
            } catch (SQLException e) {
                // PostgreSQL is gone, and the connection with it.
            }
        }
    }
}

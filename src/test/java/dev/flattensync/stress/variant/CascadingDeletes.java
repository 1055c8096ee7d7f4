package dev.flattensync.stress.variant;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.OperationType;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.flatten.CanonicalId;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.primary.ForwardingCursor;
import dev.flattensync.stress.primary.ForwardingSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.bson.BsonDocument;

/**
 * A change source that deletes documents itself, by one statement that leaves all rows below the document's to
 * {@code on delete cascade}, and hides the event: the sync, which would delete them table by table, learns only that
 * the stream has moved on. So a delete takes one transaction either way; here without the checkpoint, which is saved
 * later.
 *
 * <p>Only for a stream whose events are waited for one by one: a delete does not wait for the changes before it.
 */
final class CascadingDeletes extends ForwardingSource {
    private final PostgresAddress postgres;
    private final String delete;

    /** @param table the table of documents, quoted and with its PostgreSQL schema */
    CascadingDeletes(ChangeSource source, PostgresAddress postgres, String table) {
        super(source);
        this.postgres = postgres;
        this.delete = "delete from " + table + " where _id = ?";
    }

    @Override
    public ChangeCursor open(StreamPosition after) {
        try {
            return new Cursor(super.open(after), postgres.connectPinned());
        } catch (SQLException e) {
            throw new IllegalStateException("the connection for deletes could not be opened: " + e.getMessage(), e);
        }
    }

    private final class Cursor extends ForwardingCursor {
        private final Connection connection;
        private Optional<StreamPosition> deleted = Optional.empty();

        Cursor(ChangeCursor events, Connection connection) {
            super(events);
            this.connection = connection;
        }

        @Override
        public ChangeStreamDocument<BsonDocument> next(Duration patience) throws InterruptedException {
            ChangeStreamDocument<BsonDocument> event = super.next(patience);
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
            return deleted.or(super::idlePosition);
        }

        @Override
        public void close() {
            try (connection) {
                super.close();
            } catch (SQLException e) {
                // PostgreSQL is gone, and the connection with it.
            }
        }
    }
}

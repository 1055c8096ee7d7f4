package dev.flattensync.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;

/** Events that a server has split come out whole. */
class WholeEventsTest {
    private static final Duration PATIENCE = Duration.ofMillis(100);
    /** Null is a moment at which nothing is there. */
    private static final String NOTHING_YET = null;

    private static final String FIRST =
            "{_id: {_data: '8201'}, splitEvent: {fragment: 1, of: 3}, operationType: 'update', documentKey: {_id: 'u1'}}";
    private static final String SECOND =
            "{_id: {_data: '8202'}, splitEvent: {fragment: 2, of: 3}, clusterTime: {$timestamp: {t: 7, i: 1}}, fullDocument: {_id: 'u1'}}";
    private static final String THIRD =
            "{_id: {_data: '8203'}, splitEvent: {fragment: 3, of: 3}, updateDescription: {updatedFields: {name: 'Ann'}, removedFields: []}}";
    private static final String WHOLE =
            "{_id: {_data: '8204'}, operationType: 'delete', documentKey: {_id: 'u2'}, clusterTime: {$timestamp: {t: 7, i: 2}}}";

    @Test
    void fragmentsGiveOneEventWithTheTokenOfTheLast() throws InterruptedException {
        ChangeCursor cursor = cursor(FIRST, SECOND, THIRD, WHOLE);

        ChangeEvent.Update update = (ChangeEvent.Update) ChangeEvent.of(cursor.next(PATIENCE));

        assertThat(update.description().getUpdatedFields()).isEqualTo(BsonDocument.parse("{name: 'Ann'}"));
        assertThat(update.position())
                .isEqualTo(new StreamPosition(new BsonTimestamp(7, 1), BsonDocument.parse("{_data: '8203'}")));
        assertThat(ChangeEvent.of(cursor.next(PATIENCE))).isInstanceOf(ChangeEvent.Delete.class);
    }

    @Test
    void nothingOfAnEventIsSavedBeforeItIsWhole() throws InterruptedException {
        ChangeCursor cursor = cursor(FIRST, SECOND, NOTHING_YET, THIRD);

        ChangeBatch none = ChangeBatch.take(cursor, new ChangeBatch.Limits(10, 1_000), PATIENCE);
        ChangeBatch whole = ChangeBatch.take(cursor, new ChangeBatch.Limits(10, 1_000), PATIENCE);

        assertThat(none.events()).isEmpty();
        assertThat(none.end()).isEmpty();
        assertThat(whole.events()).hasSize(1);
    }

    @Test
    void missingFragmentIsNamed() {
        assertThatThrownBy(() -> cursor(FIRST, THIRD).next(PATIENCE))
                .isInstanceOf(UnsupportedChangeException.class)
                .hasMessageContaining("expected fragment 2 of a split event, found 3 of 3");
        assertThatThrownBy(() -> cursor(FIRST, WHOLE).next(PATIENCE))
                .isInstanceOf(UnsupportedChangeException.class)
                .hasMessageContaining("expected fragment 2 of a split event, found a whole event of type \"delete\"");
    }

    private static ChangeCursor cursor(String... script) {
        Queue<Optional<BsonDocument>> events = new ArrayDeque<>(Arrays.stream(script)
                .map(json -> Optional.ofNullable(json).map(BsonDocument::parse))
                .toList());
        return new WholeEvents(new ChangeCursor() {
            @Override
            public ChangeStreamDocument<BsonDocument> next(Duration patience) {
                return events.isEmpty()
                        ? null
                        : events.remove().map(TestEvents::delivered).orElse(null);
            }

            @Override
            public Optional<StreamPosition> idlePosition() {
                return Optional.of(new StreamPosition(new BsonTimestamp(9, 9), BsonDocument.parse("{_data: '8299'}")));
            }

            @Override
            public int available() {
                return events.size();
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        });
    }
}

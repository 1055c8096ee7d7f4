package dev.flattensync.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeBatchTest {
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final ChangeBatch.Limits WIDE = new ChangeBatch.Limits(100, 1 << 20);

    @Test
    void takesAllThatIsThereInItsOrderAndWaitsForTheFirstOnly() throws InterruptedException {
        ScriptedCursor cursor = new ScriptedCursor(Arrays.asList(delete(1), delete(2), null, delete(3)));

        ChangeBatch batch = ChangeBatch.take(cursor, WIDE, PATIENCE);

        assertThat(batch.events())
                .extracting(event -> event.position().time().getInc())
                .containsExactly(1, 2);
        assertThat(cursor.waits).containsExactly(PATIENCE, Duration.ZERO, Duration.ZERO);
    }

    @Test
    void endIsThePlaceOfTheLastEvent() throws InterruptedException {
        ChangeBatch batch = ChangeBatch.take(new ScriptedCursor(List.of(delete(1), delete(2))), WIDE, PATIENCE);

        assertThat(batch.end().orElseThrow().time()).isEqualTo(new BsonTimestamp(7, 2));
    }

    @Test
    void nothingThereGivesAnEmptyBatchAfterOneWait() throws InterruptedException {
        ScriptedCursor cursor = new ScriptedCursor(List.of());

        assertThat(ChangeBatch.take(cursor, WIDE, PATIENCE).events()).isEmpty();
        assertThat(cursor.waits).containsExactly(PATIENCE);
    }

    @Test
    void stopsAtTheMostEventsAndLeavesTheNextInTheStream() throws InterruptedException {
        ScriptedCursor cursor = new ScriptedCursor(List.of(delete(1), delete(2), delete(3)));

        assertThat(ChangeBatch.take(cursor, new ChangeBatch.Limits(2, 1 << 20), PATIENCE)
                        .events())
                .hasSize(2);
        assertThat(cursor.waits).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{operationType: 'insert', fullDocument: {_id: 'u1', name: '%s'}}",
                "{operationType: 'replace', fullDocument: {_id: 'u1', posts: [{comments: [{content: '%s'}]}]}}",
                "{operationType: 'update', updateDescription: {updatedFields: {'posts.0.title': '%s'}, removedFields: []}}"
            })
    void eventThatCrossesTheByteLimitIsTheLast(String event) throws InterruptedException {
        ChangeStreamDocument<BsonDocument> large = event(1, event.formatted("x".repeat(10_000)));
        ScriptedCursor cursor = new ScriptedCursor(List.of(large, large, large, large));

        assertThat(ChangeBatch.take(cursor, new ChangeBatch.Limits(100, 25_000), PATIENCE)
                        .events())
                .hasSize(3);
    }

    @Test
    void eventLargerThanTheLimitStillMakesABatch() throws InterruptedException {
        ScriptedCursor cursor = new ScriptedCursor(List.of(delete(1), delete(2)));

        assertThat(ChangeBatch.take(cursor, new ChangeBatch.Limits(100, 1), PATIENCE)
                        .events())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "-1, 1"})
    void limitsThatHoldNothingAreRefused(int events, long bytes) {
        assertThatThrownBy(() -> new ChangeBatch.Limits(events, bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("%d events, %d bytes".formatted(events, bytes));
    }

    private static ChangeStreamDocument<BsonDocument> delete(int increment) {
        return event(increment, "{operationType: 'delete'}");
    }

    private static ChangeStreamDocument<BsonDocument> event(int increment, String rest) {
        return TestEvents.delivered(TestEvents.json("delete", increment, rest));
    }

    /** Delivers what it was given, null where nothing is there yet, and notes how long it was asked to wait. */
    private static final class ScriptedCursor implements ChangeCursor {
        private final Iterator<ChangeStreamDocument<BsonDocument>> script;
        private final List<Duration> waits = new ArrayList<>();

        ScriptedCursor(List<ChangeStreamDocument<BsonDocument>> script) {
            this.script = script.iterator();
        }

        @Override
        public ChangeStreamDocument<BsonDocument> next(Duration patience) {
            waits.add(patience);
            return script.hasNext() ? script.next() : null;
        }

        @Override
        public Optional<StreamPosition> idlePosition() {
            return Optional.empty();
        }

        @Override
        public int available() {
            return script.hasNext() ? 1 : 0;
        }

        @Override
        public void close() {}
    }
}

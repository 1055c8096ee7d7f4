package dev.flattensync.stress.primary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import com.mongodb.MongoCommandException;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether change streams begin, go on and end as those of MongoDB servers do when collections and databases are
 * created, renamed and dropped. What is not played says why, and is reported as skipped.
 */
class StreamConformanceTest {

    @ParameterizedTest
    @MethodSource("sequences")
    void streamDeliversWhatAServerDoes(Sequence sequence) throws InterruptedException {
        if (sequence.json().containsKey("notPlayed")) {
            abort(sequence.json().getString("notPlayed").getValue());
        }
        StreamPlayer player = new StreamPlayer();
        for (var step : sequence.json().getArray("steps")) {
            play(player, step.asDocument());
        }
    }

    private static void play(StreamPlayer player, BsonDocument step) throws InterruptedException {
        if (!step.containsKey("error")) {
            player.play(step);
            return;
        }
        assertThat(catchThrowableOfType(MongoCommandException.class, () -> player.play(step)))
                .returns(step.getInt32("error").getValue(), MongoCommandException::getErrorCode);
    }

    static Stream<Sequence> sequences() {
        return ConformanceVectors.read("streams.json").stream().map(json -> new Sequence(json.asDocument()));
    }

    /** Steps one after the other. */
    record Sequence(BsonDocument json) {
        @Override
        public String toString() {
            return json.getString("id").getValue();
        }
    }
}

package dev.flattensync.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;

class StreamPositionTest {
    private static final BsonTimestamp FALLBACK = new BsonTimestamp(1, 1);

    @Test
    void tokenTellsItsTime() {
        assertThat(StreamPosition.ofToken(token("82676F1A2B0000000C2B0229296E04"), FALLBACK)
                        .time())
                .isEqualTo(new BsonTimestamp(0x676F1A2B, 12));
    }

    @Test
    void tokenOfAnotherFormStandsForTheFallback() {
        assertThat(Stream.of("", "82676F", "83676F1A2B0000000C2B", "82not hexadecimal digits")
                        .map(data ->
                                StreamPosition.ofToken(token(data), FALLBACK).time()))
                .containsOnly(FALLBACK);
        assertThat(StreamPosition.ofToken(new BsonDocument(), FALLBACK).time()).isEqualTo(FALLBACK);
    }

    @Test
    void positionsAreOrderedByTimeAndThenByToken() {
        StreamPosition first = new StreamPosition(new BsonTimestamp(7, 1), token("82B"));
        StreamPosition second = new StreamPosition(new BsonTimestamp(7, 2), token("82A"));
        StreamPosition sameTime = new StreamPosition(new BsonTimestamp(7, 2), token("82B"));

        assertThat(Stream.of(sameTime, second, first).sorted()).containsExactly(first, second, sameTime);
    }

    private static BsonDocument token(String data) {
        return new BsonDocument("_data", new BsonString(data));
    }
}

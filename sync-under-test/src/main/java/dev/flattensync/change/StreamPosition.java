package dev.flattensync.change;

import java.util.Comparator;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;

/**
 * A place in a change stream. Ordered as the stream is: by cluster time, and where events share one, as those of a
 * MongoDB transaction do, by their tokens, whose hexadecimal text MongoDB makes comparable.
 *
 * @param time the cluster time; it never falls along the stream
 * @param resumeToken a stream opened with it goes on right after this place
 */
public record StreamPosition(BsonTimestamp time, BsonDocument resumeToken) implements Comparable<StreamPosition> {
    private static final BsonString NO_DATA = new BsonString("");
    private static final Comparator<StreamPosition> IN_THE_STREAM =
            Comparator.comparing(StreamPosition::time).thenComparing(StreamPosition::data);
    /** A token's text starts with the type byte of a timestamp, then its seconds and increment. */
    private static final String TIMESTAMP_TYPE = "82";

    private static final int TIME_DIGITS = 16;

    /**
     * The place that a token of its own stands for, as servers since 4.0.7 write them: the cluster time leads the text.
     *
     * @param fallback the time where the token is of another form
     */
    public static StreamPosition ofToken(BsonDocument resumeToken, BsonTimestamp fallback) {
        String data = data(resumeToken);
        int end = TIMESTAMP_TYPE.length() + TIME_DIGITS;
        if (!data.startsWith(TIMESTAMP_TYPE) || data.length() < end) {
            return new StreamPosition(fallback, resumeToken);
        }
        try {
            long time = Long.parseUnsignedLong(data.substring(TIMESTAMP_TYPE.length(), end), 16);
            return new StreamPosition(new BsonTimestamp(time), resumeToken);
        } catch (NumberFormatException otherForm) {
            return new StreamPosition(fallback, resumeToken);
        }
    }

    @Override
    public int compareTo(StreamPosition other) {
        return IN_THE_STREAM.compare(this, other);
    }

    private String data() {
        return data(resumeToken);
    }

    private static String data(BsonDocument token) {
        return token.get("_data", NO_DATA) instanceof BsonString data ? data.getValue() : "";
    }
}

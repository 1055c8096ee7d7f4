package dev.flattensync.stress.emulator;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;

/** Resume tokens as servers write them: the type of a timestamp, its seconds, its increment, and what we leave out. */
final class ResumeToken {
    private static final String TYPE = "82";
    private static final int TIME_DIGITS = 16;

    private ResumeToken() {}

    static Document of(BsonTimestamp time) {
        return new Document("_data", TYPE + "%016X".formatted(time.getValue()) + "2B0229296E04");
    }

    static BsonTimestamp time(Document token) {
        String data = (String) token.get("_data");
        return new BsonTimestamp(
                Long.parseUnsignedLong(data.substring(TYPE.length(), TYPE.length() + TIME_DIGITS), 16));
    }
}

package dev.flattensync.change;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import org.bson.BsonDocument;
import org.bson.codecs.DecoderContext;

/** Change events from JSON as a server sends them. */
final class TestEvents {

    private TestEvents() {}

    /**
     * An event at cluster time 7:{@code increment}, of document {@code u1}; {@code rest} is what its type has besides.
     */
    static BsonDocument json(String type, int increment, String rest) {
        BsonDocument event = BsonDocument.parse("""
                {
                  _id: {_data: '82%1$08X'}, operationType: '%2$s', clusterTime: {$timestamp: {t: 7, i: %1$d}},
                  ns: {db: 'app', coll: 'users'}, documentKey: {_id: 'u1'}
                }
                """.formatted(increment, type));
        event.putAll(BsonDocument.parse(rest));
        return event;
    }

    /** The event as the driver delivers it. */
    static ChangeStreamDocument<BsonDocument> delivered(BsonDocument event) {
        return ChangeStreamDocument.createCodec(BsonDocument.class, MongoClientSettings.getDefaultCodecRegistry())
                .decode(event.asBsonReader(), DecoderContext.builder().build());
    }
}

package dev.flattensync.stress.verify;

import com.mongodb.client.MongoClient;
import dev.flattensync.change.MongoAddress;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.emulator.EmulatedMongo;
import dev.flattensync.stress.environment.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The whole way through the driver, with the emulator in MongoDB's place. */
@ExtendWith(TestPostgres.class)
class TablesFollowMongoTest {
    private static final int SEQUENCES = Integer.getInteger("property.sequences", 3);
    private static final long SEED = Long.getLong("property.seed", System.nanoTime());

    @Test
    void anySequenceThroughTheDriverEndsInTheDocumentsTables(PostgresAddress postgres) {
        try (EmulatedMongo mongo = EmulatedMongo.replicaSet();
                MongoClient client = new MongoAddress(mongo.uri()).connect()) {
            MongoFollower follower = new MongoFollower(client, postgres);
            for (int sequence = 0; sequence < SEQUENCES; sequence++) {
                follower.follow(SEED + sequence);
            }
        }
    }
}

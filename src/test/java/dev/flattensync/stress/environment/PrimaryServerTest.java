package dev.flattensync.stress.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import dev.flattensync.change.MongoAddress;
import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.emulator.EmulatedMongo;
import dev.flattensync.stress.primary.OwnedDatabase;
import dev.flattensync.stress.primary.Primary;
import dev.flattensync.stress.workload.DataSet;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PrimaryServerTest {
    private static final StressConfig CONFIG = ConfigFixture.read();
    private static final DataSet SMALL = DataSet.synthetic(CONFIG.mapping(), List.of(2, 2, 2), 7);

    @Test
    void emulatorIsLabelledAsOneAndHoldsTheDocuments() {
        try (PrimaryServer server = PrimaryServer.open(new ChangeOrigin.Emulated(), SMALL);
                Primary primary = server.primary(CONFIG.arms().get(0))) {
            primary.load();

            assertThat(server.label()).isEqualTo("emulator, not MongoDB");
            assertThat(primary.documents()).containsExactlyInAnyOrderElementsOf(SMALL.documents());
        }
    }

    @Test
    void dataSetThatIsTooLargeForTheEmulatorIsRefused() {
        assertRefused(new ChangeOrigin.Emulated(), DataSet.synthetic(CONFIG.mapping(), List.of(1, 100, 10), 7))
                .hasMessageContainingAll("a document of ", " bytes", "up to 30,720 bytes");
        assertRefused(new ChangeOrigin.Emulated(), DataSet.synthetic(CONFIG.mapping(), List.of(1000, 5, 5), 7))
                .hasMessageContainingAll("31,000 elements", "20,000 elements in all", "change-log or mongodb");
    }

    @Test
    void databaseThatSomebodyElseMadeIsRefusedAndNotTouched() {
        try (EmulatedMongo mongo = EmulatedMongo.replicaSet();
                MongoClient client = new MongoAddress(mongo.uri()).connect()) {
            var precious =
                    client.getDatabase(OwnedDatabase.NAME).getCollection("flattensync_schema1", BsonDocument.class);
            precious.insertOne(BsonDocument.parse("{_id: 1}"));

            assertRefused(given(mongo.uri()), SMALL)
                    .hasMessageContainingAll("stress.mongodb.uri", "\"flattensync_stress\"", "did not make");
            assertThat(precious.countDocuments()).isEqualTo(1);
        }
    }

    @Test
    void databaseThatWeMadeIsUsedAgain() {
        try (EmulatedMongo mongo = EmulatedMongo.replicaSet()) {
            for (int run = 0; run < 2; run++) {
                try (PrimaryServer server = PrimaryServer.open(given(mongo.uri()), SMALL);
                        Primary primary = server.primary(CONFIG.arms().get(0))) {
                    primary.load();
                    assertThat(server.label()).isEqualTo("MongoDB 5.0.0");
                    assertThat(primary.documents()).hasSize(2);
                }
            }
        }
    }

    @Test
    void standaloneIsRefused() {
        try (EmulatedMongo mongo = EmulatedMongo.standalone()) {
            assertRefused(given(mongo.uri()), SMALL)
                    .hasMessageContainingAll("stress.mongodb.uri", "found a standalone");
        }
    }

    @Test
    void serverThatIsNotThereIsRefusedWithoutShowingTheUri() {
        assertRefused(given("mongodb://scott:hush@127.0.0.1:1/?serverSelectionTimeoutMS=200"), SMALL)
                .hasMessageContainingAll("stress.mongodb.uri", "no server that can be used was found")
                .hasMessageNotContainingAny("hush", "scott");
    }

    private static ChangeOrigin given(String uri) {
        return new ChangeOrigin.Mongo(new MongoAddress(uri));
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(ChangeOrigin origin, DataSet data) {
        return assertThatThrownBy(() -> PrimaryServer.open(origin, data).close())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("\n");
    }
}

package dev.flattensync.stress.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.flattensync.change.MongoAddress;
import dev.flattensync.stress.emulator.EmulatedMongo;
import dev.flattensync.stress.verify.ServerConformance.Expected;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;

/** Tried on the emulator: what is expected and found agrees, and what is not is named. */
class ServerConformanceTest {
    private static final BsonDocument PUSH = BsonDocument.parse("{u: {$push: {a: 1}}}");

    @Test
    void writesThatAreDescribedOtherwiseAreNamed() throws InterruptedException {
        List<Expected> writes = List.of(
                write("push", "{a: [0]}", PUSH, "{a: [0, 1]}", "{'a.1': 1}"),
                write("push described whole", "{a: [0]}", PUSH, "{a: [0, 1]}", "{a: [0, 1]}"),
                write("push elsewhere", "{a: [0]}", PUSH, "{a: [1, 0]}", "{'a.1': 1}"),
                new Expected(
                        "nothing",
                        BsonDocument.parse("{_id: 'x', a: 1}"),
                        BsonDocument.parse("{u: {$set: {a: 1}}}"),
                        BsonDocument.parse("{_id: 'x', a: 1}"),
                        Optional.empty()));

        try (EmulatedMongo mongo = EmulatedMongo.replicaSet();
                MongoClient client = new MongoAddress(mongo.uri()).connect()) {
            assertThat(new ServerConformance(client).disagreements(writes))
                    .satisfiesExactly(
                            whole -> assertThat(whole).startsWith("push described whole: expected"),
                            elsewhere -> assertThat(elsewhere).startsWith("push elsewhere: expected"));
        }
    }

    private static Expected write(
            String name, String before, BsonDocument statement, String after, String updatedFields) {
        BsonDocument event = new BsonDocument("operationType", new BsonString("update"))
                .append("updatedFields", BsonDocument.parse(updatedFields))
                .append("removedFields", new BsonArray())
                .append("truncatedArrays", new BsonArray());
        return new Expected(name, BsonDocument.parse(before), statement, BsonDocument.parse(after), Optional.of(event));
    }
}

package dev.flattensync.stress.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.changestream.OperationType;
import com.mongodb.client.model.changestream.UpdateDescription;
import dev.flattensync.change.ChangeBatch;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** MongoDB transactions, whose events share a time, where a batch ends in their midst. */
@ExtendWith(TestPostgres.class)
class TransactionTest {
    private static final List<BsonDocument> BEFORE = Stream.of(
                    "{_id: 'a', posts: [{_id: 'p', comments: [{_id: 'c'}]}]}", "{_id: 'b', posts: []}")
            .map(BsonDocument::parse)
            .toList();
    private static final List<BsonDocument> AFTER = Stream.of(
                    "{_id: 'a', posts: []}", "{_id: 'b', posts: [{_id: 'p', comments: [{_id: 'c'}]}]}")
            .map(BsonDocument::parse)
            .toList();

    static List<FlatSchema> schemas() {
        return FlatSchema.all();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void elementThatIsPushedBeforeItIsPulledElsewhereIsNoDuplicate(FlatSchema schema, PostgresAddress postgres)
            throws Exception {
        DocumentMapping mapping = DerivedMapping.of(BEFORE);
        List<ToldChange> transaction = List.of(posts("b", AFTER.get(1)), posts("a", AFTER.get(0)));
        try (FollowingTables tables = FollowingTables.start(
                postgres,
                new FlatLayout(mapping, schema),
                "transaction",
                settings -> settings.withLimits(new ChangeBatch.Limits(1, 1 << 20)))) {
            tables.fill(BEFORE, false);

            tables.follow(transaction, true, AFTER);

            assertThat(tables.differences(AFTER)).isEmpty();
        }
    }

    private static ToldChange posts(String id, BsonDocument after) {
        return new ToldChange(
                OperationType.UPDATE,
                new BsonString(id),
                null,
                new UpdateDescription(List.of(), new BsonDocument("posts", after.get("posts")), List.of(), null));
    }
}

package dev.flattensync.stress.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.primary.MongoPrimary;
import dev.flattensync.stress.workload.ChangeKind;
import dev.flattensync.stress.workload.DataSet;
import dev.flattensync.stress.workload.EventMix;
import dev.flattensync.stress.workload.OperationSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random operations on a MongoDB, or what plays it, and syncs that follow its change stream: whenever they have caught
 * up, every table of every flat schema is what the server's documents say.
 */
final class MongoFollower {
    private static final int CATCH_UPS = 3;
    private static final int OPERATIONS = 60;
    private static final int[] BATCHES = {1, 7, 500};

    private final MongoClient client;
    private final PostgresAddress postgres;

    MongoFollower(MongoClient client, PostgresAddress postgres) {
        this.client = client;
        this.postgres = postgres;
    }

    /** Follows one sequence; the seed is in the error of one that fails. */
    void follow(long seed) {
        try {
            follow(new SplittableRandom(seed), seed);
        } catch (Exception | AssertionError e) {
            throw new AssertionError("failed with seed " + seed, e);
        }
    }

    private void follow(RandomGenerator random, long seed) throws Exception {
        DocumentMapping mapping = RandomMapping.nextForUpdates(random);
        DataSet data = DataSet.synthetic(mapping, List.of(1 + random.nextInt(4), 3, 3, 2, 2), seed);
        OperationSequence operations = data.operations(mix(mapping, random));
        try (MongoPrimary primary = new MongoPrimary(client, "flattensync_test", data.documents())) {
            primary.load();
            List<SyncedTables> schemas = new ArrayList<>();
            for (FlatSchema schema : FlatSchema.all()) {
                schemas.add(SyncedTables.load(postgres, mapping, schema, primary));
            }
            for (int i = 0; i < CATCH_UPS; i++) {
                for (int k = 0; k < OPERATIONS; k++) {
                    primary.apply(operations.next());
                }
                for (SyncedTables tables : schemas) {
                    tables.catchUp(BATCHES[random.nextInt(BATCHES.length)]);
                    assertThat(tables.differences()).as(tables.postgresSchema()).isEmpty();
                }
            }
        }
    }

    private static EventMix mix(DocumentMapping mapping, RandomGenerator random) {
        Map<ChangeKind, Double> weights = new LinkedHashMap<>();
        ChangeKind.all(mapping).forEach(kind -> weights.put(kind, 0.1 + random.nextDouble()));
        return new EventMix(weights);
    }
}

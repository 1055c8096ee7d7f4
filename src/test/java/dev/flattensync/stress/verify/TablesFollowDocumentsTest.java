package dev.flattensync.stress.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import dev.flattensync.stress.primary.ChangeLog;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random mapping trees, random documents, random operations, random batch boundaries: whenever the sync has caught up,
 * every table of every flat schema is what the documents say.
 *
 * <p>{@code -Dproperty.sequences=5000} runs longer, {@code -Dproperty.seed=...} repeats a failure.
 */
@ExtendWith(TestPostgres.class)
class TablesFollowDocumentsTest {
    private static final int SEQUENCES = Integer.getInteger("property.sequences", 40);
    private static final long SEED = Long.getLong("property.seed", System.nanoTime());
    private static final int CATCH_UPS = 4;
    private static final int MOST_OPERATIONS = 60;
    private static final int[] BATCHES = {1, 2, 7, 500};

    @Test
    void anySequenceInAnyBatchesEndsInTheDocumentsTables(PostgresAddress postgres) throws Exception {
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            long seed = SEED + sequence;
            try {
                follow(postgres, new SplittableRandom(seed), seed);
            } catch (Exception | AssertionError e) {
                throw new AssertionError("failed with -Dproperty.sequences=1 -Dproperty.seed=" + seed, e);
            }
        }
    }

    private static void follow(PostgresAddress postgres, RandomGenerator random, long seed) throws Exception {
        DocumentMapping mapping = RandomMapping.next(random);
        DataSet data = DataSet.synthetic(mapping, List.of(1 + random.nextInt(4), 3, 3, 2), seed);
        OperationSequence operations = data.operations(mix(mapping, random));
        ChangeLog log = SyncedTables.log(mapping, data.documents());
        List<SyncedTables> schemas = new ArrayList<>();
        for (FlatSchema schema : FlatSchema.all()) {
            schemas.add(SyncedTables.load(postgres, mapping, schema, log));
        }
        for (int i = 0; i < CATCH_UPS; i++) {
            int count = 1 + random.nextInt(MOST_OPERATIONS);
            for (int k = 0; k < count; k++) {
                log.apply(operations.next());
            }
            for (SyncedTables tables : schemas) {
                tables.catchUp(BATCHES[random.nextInt(BATCHES.length)]);
                assertThat(tables.differences()).as(tables.postgresSchema()).isEmpty();
            }
        }
    }

    /** Every kind as likely as any other, give or take, so that rare ones meet within a batch. */
    private static EventMix mix(DocumentMapping mapping, RandomGenerator random) {
        Map<ChangeKind, Double> weights = new LinkedHashMap<>();
        ChangeKind.all(mapping).forEach(kind -> weights.put(kind, 0.1 + random.nextDouble()));
        return new EventMix(weights);
    }
}

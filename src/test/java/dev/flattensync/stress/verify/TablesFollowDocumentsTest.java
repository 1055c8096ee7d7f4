package dev.flattensync.stress.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.Identifiers;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random mapping trees, random documents, random sequences of changes, each told by events in any form that a server
 * may choose, in any batches: after each batch the tables of every flat schema are what the documents say.
 *
 * <p>{@code -Dproperty.sequences=100000} runs longer; {@code -Dproperty.sequences=1 -Dproperty.seed=...} repeats a
 * failure. A sequence depends on its seed alone, its mapping on the seed's {@value #SEQUENCES_PER_MAPPING}.
 */
@ExtendWith(TestPostgres.class)
class TablesFollowDocumentsTest {
    private static final int SEQUENCES = Integer.getInteger("property.sequences", 5_000);
    private static final long SEED = Long.getLong("property.seed", System.nanoTime());
    /** Making tables takes as long as some sequences. */
    private static final int SEQUENCES_PER_MAPPING = 256;

    private static final int SHARDS = 2;
    /** From so many sequences on, each kind of change and each form of event must have occurred so many times. */
    private static final int ENOUGH_SEQUENCES = 2_500;

    private static final int ENOUGH_TIMES = 10;

    private final Coverage coverage = new Coverage();
    private final AtomicBoolean failed = new AtomicBoolean();

    /** Sequences of one mapping. */
    private record Block(long firstSeed, long lastSeed) {}

    @Test
    void anySequenceInAnyFormInAnyBatchesEndsInTheDocumentsTables(PostgresAddress postgres) throws Exception {
        System.out.printf("%d sequences from -Dproperty.seed=%d on%n", SEQUENCES, SEED);
        commitWithoutWaitingForTheDisk(postgres);
        ConcurrentLinkedQueue<Block> blocks = new ConcurrentLinkedQueue<>(blocks());
        ExecutorService shards = Executors.newFixedThreadPool(SHARDS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int shard = 0; shard < SHARDS; shard++) {
                String suffix = String.valueOf(shard);
                running.add(shards.submit(() -> {
                    follow(postgres, blocks, suffix);
                    return null;
                }));
            }
            for (Future<?> shard : running) {
                shard.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AssertionError failure) {
                throw failure;
            }
            throw e;
        } finally {
            shards.shutdownNow();
        }
        System.out.println(coverage);
        if (SEQUENCES >= ENOUGH_SEQUENCES) {
            assertThat(coverage.rarerThan(ENOUGH_TIMES)).isEmpty();
        }
    }

    private static List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        long end = SEED + SEQUENCES;
        long first = SEED;
        while (first < end) {
            long next = Math.min(end, (Math.floorDiv(first, SEQUENCES_PER_MAPPING) + 1) * SEQUENCES_PER_MAPPING);
            blocks.add(new Block(first, next - 1));
            first = next;
        }
        return blocks;
    }

    private void follow(PostgresAddress postgres, ConcurrentLinkedQueue<Block> blocks, String suffix) throws Exception {
        for (Block block = blocks.poll(); block != null && !failed.get(); block = blocks.poll()) {
            follow(postgres, block, suffix);
        }
    }

    private void follow(PostgresAddress postgres, Block block, String suffix) throws Exception {
        DocumentMapping mapping =
                RandomMapping.next(new SplittableRandom(Math.floorDiv(block.firstSeed(), SEQUENCES_PER_MAPPING)));
        List<FollowingTables> schemas = new ArrayList<>();
        try {
            for (FlatSchema schema : FlatSchema.all()) {
                schemas.add(FollowingTables.start(postgres, new FlatLayout(mapping, schema), suffix));
            }
            for (long seed = block.firstSeed(); seed <= block.lastSeed() && !failed.get(); seed++) {
                follow(mapping, schemas, seed);
            }
        } finally {
            for (FollowingTables tables : schemas) {
                tables.close();
            }
        }
    }

    private void follow(DocumentMapping mapping, List<FollowingTables> schemas, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        try {
            RandomSequence sequence = RandomSequence.next(mapping, random, coverage);
            for (FollowingTables tables : schemas) {
                new SequenceRun(sequence, tables, random.split(), coverage).run();
            }
        } catch (Exception | AssertionError e) {
            failed.set(true);
            throw new AssertionError(
                    "failed with -Dproperty.sequences=1 -Dproperty.seed=%d%n%s".formatted(seed, e.getMessage()), e);
        }
    }

    /** What is committed is visible at once all the same. */
    static void commitWithoutWaitingForTheDisk(PostgresAddress postgres) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            String database;
            try (ResultSet name = statement.executeQuery("select current_database()")) {
                name.next();
                database = name.getString(1);
            }
            statement.execute("alter database " + Identifiers.quoted(database) + " set synchronous_commit = off");
        }
    }
}

package dev.flattensync.stress.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flattensync.FlattenSync;
import dev.flattensync.SyncListener;
import dev.flattensync.SyncSettings;
import dev.flattensync.SyncState;
import dev.flattensync.change.ChangeBatch;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The main program of a process that does nothing but run a sync on a {@link SeededStream}, and is there to be killed.
 * It tells on its standard output how it is doing, and ends with whoever started it.
 */
final class CrashingSync {
    /** What the sync tells about itself starts with this, unlike all else on the standard output. */
    static final String TELLS = "sync: ";

    static final String STARTED = "started";
    static final String COMMITTED = "committed ";
    static final String FAILED = "failed ";
    static final String DONE = "done";

    private static final int BATCH_EVENTS = 3;
    private static final int PATIENCE_SECONDS = 120;

    private CrashingSync() {}

    /**
     * What to run.
     *
     * @param url the JDBC URL of a PostgreSQL that asks for no password
     * @param postgresSchema where the tables go
     * @param schema the name of the flat schema
     * @param partitions the sync's partitions
     * @param consistent what snapshots are
     * @param seed of the stream
     */
    record Run(
            String url,
            String user,
            String postgresSchema,
            String schema,
            int partitions,
            boolean consistent,
            long seed) {

        static Run parse(String[] arguments) {
            return new Run(
                    arguments[0],
                    arguments[1],
                    arguments[2],
                    arguments[3],
                    Integer.parseInt(arguments[4]),
                    Boolean.parseBoolean(arguments[5]),
                    Long.parseLong(arguments[6]));
        }

        String[] arguments() {
            return new String[] {
                url,
                user,
                postgresSchema,
                schema,
                String.valueOf(partitions),
                String.valueOf(consistent),
                String.valueOf(seed)
            };
        }

        SyncSettings settings(SeededStream stream) {
            FlatSchema flat = FlatSchema.all().stream()
                    .filter(candidate -> candidate.name().equals(schema))
                    .findFirst()
                    .orElseThrow();
            return new SyncSettings(
                            new FlatLayout(stream.mapping(), flat), new PostgresAddress(url, user, ""), postgresSchema)
                    .withLimits(new ChangeBatch.Limits(BATCH_EVENTS, 1 << 20))
                    .withPartitions(partitions);
        }
    }

    /**
     * Gets ready, waits until it is told on the standard input how many batches it may do, and runs until the end of
     * the stream is in the tables. After that many batches it stands still for ever, so that one that is to be killed
     * is never done before.
     */
    public static void main(String[] arguments) throws Exception {
        Run run = Run.parse(arguments);
        SeededStream stream = new SeededStream(run.seed(), run.consistent());
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        String batches = input.readLine();
        if (batches == null) {
            return;
        }
        endWithParent(input);
        Teller teller = new Teller(Integer.parseInt(batches));
        try (FlattenSync sync = FlattenSync.start(run.settings(stream).withListener(teller), stream)) {
            tell(STARTED);
            sync.whenVisible(stream.end().time()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        tell(DONE);
    }

    private static void tell(String what) {
        System.out.println(TELLS + what);
    }

    /** Nobody writes any more to the standard input; it ends when the parent does. */
    private static void endWithParent(BufferedReader input) {
        Thread watch = new Thread(
                () -> {
                    try {
                        input.read();
                    } catch (IOException e) {
                        // Then there is no parent either.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "end with parent");
        watch.setDaemon(true);
        watch.start();
    }

    /** Tells all that the sync tells. */
    private static final class Teller implements SyncListener {
        private final int most;
        private int batches;

        Teller(int most) {
            this.most = most;
        }

        @Override
        public void state(SyncState state) {
            tell(state.name());
        }

        @Override
        public void committed(Batch batch) {
            tell(COMMITTED + batch.watermark().getValue());
            batches++;
            if (batches == most) {
                standStill();
            }
        }

        @Override
        public void failed(Throwable cause) {
            tell(FAILED + cause);
        }

        private static void standStill() {
            try {
                new CountDownLatch(1).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

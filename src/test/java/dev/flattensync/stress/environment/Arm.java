package dev.flattensync.stress.environment;

import com.typesafe.config.Config;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.primary.Primary;
import dev.flattensync.stress.workload.DataSet;
import dev.flattensync.stress.workload.OperationQueue;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/** A flat schema under measurement: its own documents and change log, its own tables, its own sync. */
public final class Arm implements AutoCloseable {
    private final ArmName name;
    private final DataSet data;
    private final FlatLayout layout;
    private final PostgresAddress postgres;
    private final Primary primary;
    private final OperationQueue operations;
    private final SyncUnderTest sync;
    private volatile long rowsLoaded;

    /**
     * @param data the documents, shared by all arms, which each change their own view of them
     * @param primary holds them, and takes the arm's operations
     * @param operations the arm's own run of the same sequence
     */
    public Arm(
            ArmName name,
            DataSet data,
            Primary primary,
            OperationQueue operations,
            PostgresAddress postgres,
            SyncUnderTest sync) {
        this.name = name;
        this.data = data;
        this.layout = new FlatLayout(data.mapping(), name.schema());
        this.postgres = postgres;
        this.primary = primary;
        this.operations = operations;
        this.sync = sync;
    }

    /**
     * Makes the tables and loads the documents.
     *
     * @param progress is told the number of rows loaded so far
     * @throws SQLException if PostgreSQL refuses
     */
    public void load(LongConsumer progress) throws SQLException {
        primary.load();
        TableLoad.run(postgres, layout, name.postgresSchema(), data.documents(), primary.end(), rows -> {
            rowsLoaded = rows;
            progress.accept(rows);
        });
    }

    /**
     * Starts the sync.
     *
     * @param settings what is configured for it
     * @throws Exception if it can't start
     */
    public void start(Config settings) throws Exception {
        sync.start(new SyncUnderTest.Context(primary.source(), layout, postgres, name.postgresSchema(), settings));
    }

    /**
     * Waits until all that was done to its documents is in its tables.
     *
     * @return why it is not; empty if it is
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public Optional<String> awaitCaughtUp(Duration patience) throws InterruptedException {
        try {
            sync.whenVisible(primary.end().time()).get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.of("the sync of %s did not get to the end of the stream: %s"
                    .formatted(
                            label(),
                            e.getCause() == null
                                    ? "not within %d s".formatted(patience.toSeconds())
                                    : e.getCause().getMessage()));
        }
    }

    /** How many rows were loaded. */
    public long rowsLoaded() {
        return rowsLoaded;
    }

    /** Its label in all reports. */
    public String label() {
        return name.label();
    }

    /** The PostgreSQL schema that holds its tables. */
    public String postgresSchema() {
        return name.postgresSchema();
    }

    /** Its tables. */
    public FlatLayout layout() {
        return layout;
    }

    /** Its documents, and the events of their changes. */
    public Primary primary() {
        return primary;
    }

    /** What is done to its documents next. */
    public OperationQueue operations() {
        return operations;
    }

    /** What keeps the tables in step. */
    public SyncUnderTest sync() {
        return sync;
    }

    @Override
    public void close() {
        operations.close();
        sync.stop();
        primary.close();
    }
}

package dev.flattensync.stress.benchmark;

import dev.flattensync.FlattenSync;
import dev.flattensync.SyncSettings;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.PostgresServer;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.provenance.Provenance;
import dev.flattensync.stress.report.Lines;
import dev.flattensync.stress.variant.BlogMapping;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast the sync follows a long stream, and how much memory it needs for that. */
@Command(
        name = "tail",
        description = "Follows a long stream of changes of one row each, in whatever heap the JVM has.",
        mixinStandardHelpOptions = true)
final class TailCommand implements Callable<Integer> {
    static final String POSTGRES_SCHEMA = "flattensync_benchmark_tail";

    private static final int STEP = 100_000;
    private static final long PATIENCE_MINUTES = 30;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Optional<PostgresAddress> given;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions options;

    @Option(names = "--events", defaultValue = "1000000", description = "How many changes. Default: ${DEFAULT-VALUE}")
    private int events;

    /** @param postgres empty for an embedded one */
    TailCommand(Optional<PostgresAddress> postgres) {
        this.given = postgres;
    }

    @Override
    public Integer call() throws SQLException, InterruptedException, TimeoutException {
        DataOptions.requireAtLeast("--events", 1, events);
        StressConfig config = options.config();
        Output output = new Output(spec.commandLine().getOut());
        try (PostgresServer server = PostgresServer.open(given)) {
            Heading.say(
                    output,
                    Provenance.read(server.address()),
                    "tail: %,d changes of one row each, made up one at a time as fast as the sync takes them"
                            .formatted(events));
            boolean all = true;
            for (FlatSchema schema : options.schemas()) {
                all &= schema(output, server.address(), config, schema);
            }
            return all ? 0 : 1;
        }
    }

    private boolean schema(Output output, PostgresAddress postgres, StressConfig config, FlatSchema schema)
            throws SQLException, InterruptedException, TimeoutException {
        BlogMapping blog = BlogMapping.of(config.mapping());
        BenchmarkTables tables = new BenchmarkTables(postgres, new FlatLayout(blog.mapping(), schema), POSTGRES_SCHEMA);
        TailDocuments documents = new TailDocuments(blog.mapping(), config.scale(), config.seed());
        TailSource source = new TailSource(documents, events, new SplittableRandom(config.seed()), Instant.now());
        tables.prepare(documents, source.position(0));
        output.gap();
        output.line("%s", schema.name());
        long before = HeapUse.live();
        HeapUse.resetPeak();
        try (FlattenSync sync =
                FlattenSync.start(new SyncSettings(tables.layout(), postgres, POSTGRES_SCHEMA), source)) {
            double rate = follow(output, source, sync);
            long peak = HeapUse.peak();
            output.line(
                    "  heap after a collection: %s before, %s at the end; at most %s with garbage, of %s; no OutOfMemoryError",
                    Lines.bytes(before),
                    Lines.bytes(HeapUse.live()),
                    Lines.bytes(peak),
                    Lines.bytes(Runtime.getRuntime().maxMemory()));
            boolean equal = tables.verify(output, "the sync's tables", documents);
            output.line("  %s: %,d events at %,.0f events/s", schema.name(), events, rate);
            return equal;
        } catch (ExecutionException e) {
            output.line("  %s: the sync stopped: %s", schema.name(), e.getCause());
            return false;
        }
    }

    /** Waits until all events are visible, and says so now and then; returns how many there were a second. */
    private double follow(Output output, TailSource source, FlattenSync sync)
            throws InterruptedException, ExecutionException, TimeoutException {
        long start = System.nanoTime();
        long last = start;
        int done = 0;
        while (done < events) {
            int next = (int) Math.min((long) done + STEP, events);
            sync.whenVisible(source.position(next).time()).get(PATIENCE_MINUTES, TimeUnit.MINUTES);
            long now = System.nanoTime();
            output.line("  %,10d events: %,.0f events/s", next, (next - done) * NANOS_PER_SECOND / (now - last));
            last = now;
            done = next;
        }
        return events * NANOS_PER_SECOND / (last - start);
    }
}

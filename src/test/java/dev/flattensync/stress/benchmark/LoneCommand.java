package dev.flattensync.stress.benchmark;

import com.mongodb.MongoNamespace;
import dev.flattensync.FlattenSync;
import dev.flattensync.SyncSettings;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.environment.PostgresServer;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.measure.Figures;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.provenance.Provenance;
import dev.flattensync.stress.statistics.RatioEstimate;
import dev.flattensync.stress.variant.BlogMapping;
import dev.flattensync.stress.workload.DataSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long a lone edit takes through the sync, against the same statements by hand. */
@Command(
        name = "lone",
        description = "The latency of a lone comment edit through the sync, against the same statements by plain JDBC.",
        mixinStandardHelpOptions = true)
final class LoneCommand implements Callable<Integer> {
    static final String SYNC_SCHEMA = "flattensync_benchmark_lone_sync";
    static final String JDBC_SCHEMA = "flattensync_benchmark_lone_jdbc";

    private static final Aim AIM = Aim.atMost(1.5);
    private static final MongoNamespace NAMESPACE = new MongoNamespace("flattensync_benchmark", "users");
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long SAMPLES_OF_A_MEDIAN = Figures.samplesNeeded(50);

    private final Optional<PostgresAddress> given;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions options;

    @Option(
            names = "--pairs",
            defaultValue = "2000",
            description = "Edits that are measured, each through the sync and by JDBC. Default: ${DEFAULT-VALUE}")
    private int pairs;

    @Option(
            names = "--blocks",
            defaultValue = "10",
            description = "How many ratios of medians the interval is from. Default: ${DEFAULT-VALUE}")
    private int blocks;

    @Option(
            names = "--warm-up",
            defaultValue = "3000",
            description = "Edits before those, unmeasured. Default: ${DEFAULT-VALUE}")
    private int warmUp;

    /** @param postgres empty for an embedded one */
    LoneCommand(Optional<PostgresAddress> postgres) {
        this.given = postgres;
    }

    @Override
    public Integer call() throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        DataOptions.requireAtLeast("--blocks", 2, blocks);
        if (pairs < blocks * SAMPLES_OF_A_MEDIAN) {
            throw new InvalidInputException("--pairs: expected at least %d for a median in each of %d blocks, found %d"
                    .formatted(blocks * SAMPLES_OF_A_MEDIAN, blocks, pairs));
        }
        DataOptions.requireAtLeast("--warm-up", 0, warmUp);
        StressConfig config = options.config();
        Output output = new Output(spec.commandLine().getOut());
        try (PostgresServer server = PostgresServer.open(given)) {
            Heading.say(
                    output,
                    Provenance.read(server.address()),
                    "lone: one comment edit at a time, from when its event is published in this process until whoever waits for it is told"
                            + " that it is visible, against the same update, token and commit by JDBC");
            DataSet data = DataOptions.data(config);
            boolean equal = true;
            for (FlatSchema schema : options.schemas()) {
                equal &= schema(output, server.address(), data, config.seed(), new FlatLayout(data.mapping(), schema));
            }
            return equal ? 0 : 1;
        }
    }

    private boolean schema(Output output, PostgresAddress postgres, DataSet data, long seed, FlatLayout layout)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        BlogMapping blog = BlogMapping.of(data.mapping());
        BenchmarkTables sync = new BenchmarkTables(postgres, layout, SYNC_SCHEMA);
        BenchmarkTables jdbc = new BenchmarkTables(postgres, layout, JDBC_SCHEMA);
        try (ChangeLog log = new ChangeLog(NAMESPACE, data.documents(), Instant.now())) {
            sync.prepare(log.documents(), log.end());
            jdbc.prepare(log.documents(), log.end());
            output.gap();
            output.line("%s, after %,d edits that do not count", layout.schema().name(), warmUp);
            try (ReadyEvents events = new ReadyEvents(log);
                    FlattenSync running = FlattenSync.start(new SyncSettings(layout, postgres, SYNC_SCHEMA), events);
                    JdbcEdits byHand = new JdbcEdits(jdbc, blog)) {
                LoneEdits lone = new LoneEdits(
                        blog, log, new SyncedEdits(events, running), byHand, new SplittableRandom(seed), pairs);
                RatioEstimate ratio = measure(output, lone);
                lone.say(output);
                boolean equal = sync.verify(output, "the sync's tables", log.documents())
                        & jdbc.verify(output, "JDBC's tables", log.documents());
                output.line(
                        "  %s: p50 of the sync / that of JDBC: %s",
                        layout.schema().name(), AIM.judge(ratio));
                return equal;
            }
        }
    }

    private RatioEstimate measure(Output output, LoneEdits edits)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        edits.warmUp(warmUp);
        double[] sync = new double[blocks];
        double[] jdbc = new double[blocks];
        for (int block = 0; block < blocks; block++) {
            // What does not divide evenly goes to the first blocks.
            int size = pairs / blocks + (block < pairs % blocks ? 1 : 0);
            LoneEdits.Medians medians = edits.block(size);
            sync[block] = medians.sync();
            jdbc[block] = medians.jdbc();
            output.line(
                    "  block %d  p50 of %d edits: sync %.3f ms, JDBC %.3f ms",
                    block + 1, size, medians.sync() / NANOS_PER_MILLI, medians.jdbc() / NANOS_PER_MILLI);
        }
        return RatioEstimate.of(sync, jdbc);
    }
}

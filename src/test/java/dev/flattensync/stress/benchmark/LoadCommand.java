package dev.flattensync.stress.benchmark;

import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.PostgresServer;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.provenance.Provenance;
import dev.flattensync.stress.report.Lines;
import dev.flattensync.stress.statistics.RatioEstimate;
import dev.flattensync.stress.workload.DataSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast the sync loads documents, against what psql needs for the same rows. */
@Command(
        name = "load",
        description = "The sync's bulk load against psql's \\copy of the same rows, each with the same indexes.",
        mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {
    static final String SYNC_SCHEMA = "flattensync_benchmark_load_sync";
    static final String PSQL_SCHEMA = "flattensync_benchmark_load_psql";

    private static final Aim AIM = Aim.atLeast(0.70);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Optional<PostgresAddress> given;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions options;

    @Option(
            names = "--rounds",
            defaultValue = "6",
            description = "Measured rounds, after one that is not. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--psql",
            paramLabel = "PROGRAM",
            defaultValue = "psql",
            description = "PostgreSQL's client program. Default: ${DEFAULT-VALUE}")
    private String program;

    /** @param postgres empty for an embedded one */
    LoadCommand(Optional<PostgresAddress> postgres) {
        this.given = postgres;
    }

    @Override
    public Integer call() throws SQLException, IOException, InterruptedException {
        DataOptions.requireAtLeast("--rounds", 2, rounds);
        StressConfig config = options.config();
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "benchmark-load-");
        try {
            String version = new Psql(program, folder).version();
            return load(config, folder, version) ? 0 : 1;
        } finally {
            delete(folder);
        }
    }

    private boolean load(StressConfig config, Path folder, String psqlVersion)
            throws SQLException, IOException, InterruptedException {
        Output output = new Output(spec.commandLine().getOut());
        try (PostgresServer server = PostgresServer.open(given)) {
            Heading.say(
                    output,
                    Provenance.read(server.address()),
                    "load: the sync's bulk load (from documents in memory, which it flattens) against psql's \\copy of the same rows from files,"
                            + " each with the same indexes and vacuum analyze");
            output.line("  psql        %s", psqlVersion);
            DataSet data = DataOptions.data(config);
            boolean equal = true;
            for (FlatSchema schema : options.schemas()) {
                equal &= schema(output, server.address(), data, new FlatLayout(data.mapping(), schema), folder);
            }
            return equal;
        }
    }

    private boolean schema(Output output, PostgresAddress postgres, DataSet data, FlatLayout layout, Path folder)
            throws SQLException, IOException, InterruptedException {
        String name = layout.schema().name();
        RowFiles files = new RowFiles(folder);
        SyncLoader sync = new SyncLoader(new BenchmarkTables(postgres, layout, SYNC_SCHEMA), data.documents());
        PsqlLoader psql =
                new PsqlLoader(new BenchmarkTables(postgres, layout, PSQL_SCHEMA), new Psql(program, folder), files);
        try (Connection connection = postgres.connect()) {
            output.gap();
            load(sync, connection);
            output.line(
                    "%s, %s of rows, loaded once by each before it counts",
                    name, Lines.bytes(files.write(connection, sync.tables())));
            load(psql, connection);
            double[] syncNanos = new double[rounds];
            double[] psqlNanos = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                boolean syncFirst = round % 2 == 0;
                LoadTime[] times = new LoadTime[2];
                for (BulkLoader loader : syncFirst ? List.of(sync, psql) : List.of(psql, sync)) {
                    times[loader == sync ? 0 : 1] = load(loader, connection);
                }
                syncNanos[round] = times[0].nanos();
                psqlNanos[round] = times[1].nanos();
                output.line(
                        "  round %d  sync %s, psql %s (%s first)",
                        round + 1, text(times[0]), text(times[1]), syncFirst ? "sync" : "psql");
            }
            boolean equal = sync.tables().verify(output, "the sync's tables", data.documents())
                    & psql.tables().verify(output, "psql's tables", data.documents());
            output.line(
                    "  %s: throughput of the sync / that of psql: %s",
                    name, AIM.judge(RatioEstimate.of(psqlNanos, syncNanos)));
            return equal;
        }
    }

    private static LoadTime load(BulkLoader loader, Connection connection)
            throws SQLException, IOException, InterruptedException {
        loader.tables().clear(connection);
        return loader.load(connection);
    }

    private static String text(LoadTime time) {
        return String.format(
                Locale.ROOT, "%.3f s (copy %.0f%%)", time.nanos() / NANOS_PER_SECOND, 100 * time.copyShare());
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}

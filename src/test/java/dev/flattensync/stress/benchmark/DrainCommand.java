package dev.flattensync.stress.benchmark;

import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.stress.environment.PostgresServer;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.environment.StressConfigReader;
import dev.flattensync.stress.provenance.Provenance;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast changes are drained, against what PostgreSQL can do and against other ways. */
@Command(
        name = "drain",
        description =
                "Drains changes as fast as possible: what PostgreSQL can do, the sync, and other ways, side by side.",
        mixinStandardHelpOptions = true)
final class DrainCommand implements Callable<Integer> {
    private static final int WARM_UP_ROUNDS = 8;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--schemas",
            split = ",",
            defaultValue = "schema1,schema2,schema3",
            description = "Flat schemas. Default: ${DEFAULT-VALUE}")
    private List<String> schemas;

    @Option(
            names = "--mixes",
            split = ",",
            defaultValue = "single-row,default",
            description = "Which changes. Default: ${DEFAULT-VALUE}")
    private List<String> mixes;

    @Option(names = "--scale", defaultValue = "seed", description = "As stress.scale. Default: ${DEFAULT-VALUE}")
    private String scale;

    @Option(names = "--rounds", defaultValue = "8", description = "Measured rounds. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--box",
            defaultValue = "PT4S",
            description = "How long the rewriter is measured in a round. Default: ${DEFAULT-VALUE}")
    private Duration box;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Properties properties = new Properties();
        properties.setProperty("stress.scale", scale);
        StressConfig config = StressConfigReader.read(properties);
        boolean equal = true;
        try (PostgresServer server = PostgresServer.embedded()) {
            out.println(Provenance.read(server.address()));
            for (String name : schemas) {
                FlatSchema schema = FlatSchema.named(name).orElseThrow();
                for (DrainedMix mix : DrainedMix.values()) {
                    if (mixes.contains(mix.label())) {
                        equal &= run(out, server, config, new FlatLayout(config.mapping(), schema), mix);
                    }
                }
            }
        }
        return equal ? 0 : 1;
    }

    private boolean run(PrintWriter out, PostgresServer server, StressConfig config, FlatLayout layout, DrainedMix mix)
            throws Exception {
        out.printf("%n%s, %s%n", layout.schema().name(), mix.label());
        try (DrainRun run = new DrainRun(server, config, layout, mix, box)) {
            Map<DrainArm, List<Drained>> all = new EnumMap<>(DrainArm.class);
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                Map<DrainArm, Drained> drained = run.round(round);
                DrainReport.round(out, round, drained);
                if (round >= 0) {
                    drained.forEach((arm, of) ->
                            all.computeIfAbsent(arm, a -> new ArrayList<>()).add(of));
                }
            }
            DrainReport.summary(out, all);
            List<String> differences = run.differences();
            out.println(differences.isEmpty() ? "all tables equal the documents" : String.join("\n", differences));
            out.flush();
            return differences.isEmpty();
        }
    }
}

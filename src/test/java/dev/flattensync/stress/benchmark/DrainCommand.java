package dev.flattensync.stress.benchmark;

import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.PostgresServer;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.provenance.Provenance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** How fast changes are drained, against what PostgreSQL can do and against other ways. */
@Command(
        name = "drain",
        description =
                "Drains changes as fast as possible: what PostgreSQL can do, the sync, and other ways, side by side.",
        mixinStandardHelpOptions = true)
final class DrainCommand implements Callable<Integer> {
    private final Optional<PostgresAddress> given;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions options;

    @Option(
            names = "--mixes",
            split = ",",
            paramLabel = "MIX",
            defaultValue = "single-row,default",
            converter = MixConverter.class,
            description = "Which changes. Default: ${DEFAULT-VALUE}")
    private List<DrainedMix> mixes;

    @Option(
            names = "--arms",
            split = ",",
            paramLabel = "ARM",
            defaultValue = "one-partition,rewrite,one-by-one",
            converter = ArmConverter.class,
            description = "Which arms besides limit and sync, as far as the mix has them. Default: ${DEFAULT-VALUE}")
    private List<DrainArm> arms;

    @Option(names = "--rounds", defaultValue = "6", description = "Measured rounds. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "8",
            description = "Rounds before those, unmeasured. Default: ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(
            names = "--events",
            description =
                    "Changes that an arm drains in each half of a round. Default: 10000 in single-row, 2000 in default")
    private Optional<Integer> events;

    @Option(
            names = "--box",
            defaultValue = "PT4S",
            description = "How long the rewriter is measured in each half of a round. Default: ${DEFAULT-VALUE}")
    private Duration box;

    /** @param postgres empty for an embedded one */
    DrainCommand(Optional<PostgresAddress> postgres) {
        this.given = postgres;
    }

    @Override
    public Integer call() throws Exception {
        DataOptions.requireAtLeast("--rounds", 1, rounds);
        DataOptions.requireAtLeast("--warm-up", 0, warmUp);
        events.ifPresent(number -> DataOptions.requireAtLeast("--events", 1, number));
        StressConfig config = options.config();
        Output output = new Output(spec.commandLine().getOut());
        boolean equal = true;
        try (PostgresServer server = PostgresServer.open(given)) {
            Heading.say(
                    output,
                    Provenance.read(server.address()),
                    "drain: changes that are all there from the start, through the sync and in other ways, against the same row changes"
                            + " by the leanest statements, in the same transactions");
            for (FlatSchema schema : options.schemas()) {
                for (DrainedMix mix : mixes) {
                    equal &= run(output, server, config, new FlatLayout(config.mapping(), schema), mix);
                }
            }
        }
        return equal ? 0 : 1;
    }

    private boolean run(Output output, PostgresServer server, StressConfig config, FlatLayout layout, DrainedMix mix)
            throws Exception {
        output.gap();
        output.line("%s, %s", layout.schema().name(), mix.label());
        DrainPlan plan = new DrainPlan("drain", mix, arms(mix), events.orElse(mix.events()), box);
        try (DrainRun run = new DrainRun(server, config, layout, plan)) {
            Map<DrainArm, List<Drained>> all = new EnumMap<>(DrainArm.class);
            for (int round = -warmUp; round < rounds; round++) {
                Map<DrainArm, Drained> drained = run.round();
                DrainReport.round(output, round, drained);
                if (round >= 0) {
                    drained.forEach((arm, of) ->
                            all.computeIfAbsent(arm, a -> new ArrayList<>()).add(of));
                }
            }
            DrainReport.summary(output, all);
            DrainReport.aims(output, mix, layout.schema(), all);
            return DrainReport.differences(output, run.differences());
        }
    }

    private List<DrainArm> arms(DrainedMix mix) {
        return mix.arms().stream()
                .filter(arm -> arm == DrainArm.LIMIT || arm == DrainArm.SYNC || arms.contains(arm))
                .toList();
    }

    /** An arm by its label. */
    static final class ArmConverter implements ITypeConverter<DrainArm> {
        @Override
        public DrainArm convert(String label) {
            return Arrays.stream(DrainArm.values())
                    .filter(arm -> arm.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("\"%s\" is none of %s"
                            .formatted(
                                    label,
                                    Arrays.stream(DrainArm.values())
                                            .map(DrainArm::label)
                                            .collect(Collectors.joining(", ")))));
        }
    }

    /** A mix by its label. */
    static final class MixConverter implements ITypeConverter<DrainedMix> {
        @Override
        public DrainedMix convert(String label) {
            return DrainedMix.labelled(label)
                    .orElseThrow(() -> new TypeConversionException(
                            "\"%s\" is none of %s".formatted(label, String.join(", ", DrainedMix.labels()))));
        }
    }
}

package dev.flattensync.stress.benchmark;

import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.PostgresServer;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.provenance.Provenance;
import dev.flattensync.stress.statistics.RatioEstimate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the size of the tables costs: single-row changes at two sizes, in turn. */
@Command(
        name = "size",
        description = "Drains single-row changes of many and of few documents' rows, each after a checkpoint.",
        mixinStandardHelpOptions = true)
final class SizeCommand implements Callable<Integer> {
    private static final Aim AIM = Aim.atLeast(0.35);
    private static final List<DrainArm> ARMS = List.of(DrainArm.LIMIT, DrainArm.SYNC);

    private final Optional<PostgresAddress> given;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions options;

    @Option(
            names = "--small",
            paramLabel = "SCALE",
            defaultValue = "100x10x10",
            description = "The scale to compare with. Default: ${DEFAULT-VALUE}")
    private String small;

    @Option(names = "--rounds", defaultValue = "6", description = "Measured rounds. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "4",
            description = "Rounds before those, unmeasured. Default: ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(
            names = "--events",
            defaultValue = "5000",
            description = "Changes in each half of a round. Default: ${DEFAULT-VALUE}")
    private int events;

    /** @param postgres empty for an embedded one */
    SizeCommand(Optional<PostgresAddress> postgres) {
        this.given = postgres;
    }

    @Override
    public Integer call() throws Exception {
        DataOptions.requireAtLeast("--rounds", 2, rounds);
        DataOptions.requireAtLeast("--warm-up", 0, warmUp);
        DataOptions.requireAtLeast("--events", 1, events);
        StressConfig large = options.config();
        StressConfig few = DataOptions.config(small);
        Output output = new Output(spec.commandLine().getOut());
        boolean equal = true;
        try (PostgresServer server = PostgresServer.open(given)) {
            Heading.say(
                    output,
                    Provenance.read(server.address()),
                    "size: single-row changes, batched, after a checkpoint, at %s and at %s"
                            .formatted(large.scale(), few.scale()));
            for (FlatSchema schema : options.schemas()) {
                equal &= run(output, server, schema, large, few);
            }
        }
        return equal ? 0 : 1;
    }

    private boolean run(Output output, PostgresServer server, FlatSchema schema, StressConfig large, StressConfig few)
            throws Exception {
        output.gap();
        output.line("%s", schema.name());
        try (DrainRun ofLarge = start(server, schema, large, "large");
                DrainRun ofFew = start(server, schema, few, "small")) {
            List<Map<DrainArm, Drained>> atLarge = new ArrayList<>();
            List<Map<DrainArm, Drained>> atFew = new ArrayList<>();
            for (int round = -warmUp; round < rounds; round++) {
                DrainRun first = round % 2 == 0 ? ofLarge : ofFew;
                Map<DrainArm, Drained> ofFirst = first.round();
                Map<DrainArm, Drained> ofSecond = (first == ofLarge ? ofFew : ofLarge).round();
                Map<DrainArm, Drained> drainedLarge = first == ofLarge ? ofFirst : ofSecond;
                Map<DrainArm, Drained> drainedFew = first == ofLarge ? ofSecond : ofFirst;
                DrainReport.round(output, round, drainedLarge);
                DrainReport.round(output, round, drainedFew);
                if (round >= 0) {
                    atLarge.add(drainedLarge);
                    atFew.add(drainedFew);
                }
            }
            for (DrainArm arm : ARMS) {
                output.line("  %s, large to small: %s", arm.label(), AIM.judge(ratio(arm, atLarge, atFew)));
            }
            List<String> differences = new ArrayList<>(ofLarge.differences());
            differences.addAll(ofFew.differences());
            return DrainReport.differences(output, differences);
        }
    }

    private DrainRun start(PostgresServer server, FlatSchema schema, StressConfig config, String name)
            throws Exception {
        DrainPlan plan = new DrainPlan(name, DrainedMix.SINGLE_ROW, ARMS, events, Duration.ZERO);
        return new DrainRun(server, config, new FlatLayout(config.mapping(), schema), plan);
    }

    private static RatioEstimate ratio(
            DrainArm arm, List<Map<DrainArm, Drained>> figures, List<Map<DrainArm, Drained>> bases) {
        return RatioEstimate.of(rates(arm, figures), rates(arm, bases));
    }

    private static double[] rates(DrainArm arm, List<Map<DrainArm, Drained>> rounds) {
        return rounds.stream().mapToDouble(round -> round.get(arm).rate()).toArray();
    }
}

package dev.flattensync.stress.planted;

import static dev.flattensync.stress.measure.PlantedBlocks.plateau;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.flattensync.stress.capacity.CapacitySearch;
import dev.flattensync.stress.capacity.CapacitySettings;
import dev.flattensync.stress.capacity.Probe;
import dev.flattensync.stress.gate.GateJudge;
import dev.flattensync.stress.gate.GateNames;
import dev.flattensync.stress.gate.GateParser;
import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.measure.PlantedBlocks;
import dev.flattensync.stress.measure.PlateauRun;
import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.measure.Validity;
import dev.flattensync.stress.observe.GarbagePauses;
import dev.flattensync.stress.observe.RowCounts;
import dev.flattensync.stress.observe.SideFigures;
import dev.flattensync.stress.observe.TableSizes;
import dev.flattensync.stress.provenance.Machine;
import dev.flattensync.stress.provenance.PostgresSettings;
import dev.flattensync.stress.provenance.Provenance;
import dev.flattensync.stress.provenance.SourceVersion;
import dev.flattensync.stress.result.ArmCapacity;
import dev.flattensync.stress.result.BlockReport;
import dev.flattensync.stress.result.CheckOutcome;
import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.result.RunResult;
import dev.flattensync.stress.verify.TableComparison;
import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.ChangeKind;
import dev.flattensync.stress.workload.InjectionProfile.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs of schema1 and schema2 in ABBA order, each after a warm-up. On the first plateau, 250 changes per second for 2
 * seconds, a block has 290 edits, 100 inserts, 100 pushes and 10 pulls. Edits take schema1 2 ms and schema2 5 ms,
 * inserts 6 ms and 3 ms, pushes 1 ms and pulls 40 ms in both, all with some noise from block to block. On the second,
 * 500 per second, schema2 falls behind. In schema1's second block the generator is late.
 */
public final class PlantedRun {
    public static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    public static final long MILLI = 1_000_000;

    private static final long MICRO = 1_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final long TIMEOUT = 30 * SECOND;
    private static final double SUSTAINED = 400;
    private static final int LATE_BLOCK = 1;
    private static final Step STEADY = plateau(250, 2);
    private static final Step FAST = plateau(500, 2);
    private static final List<String> KINDS = List.of("edit comment", "push comment", "insert post", "pull post");
    private static final SourceVersion SOURCE =
            new SourceVersion(Optional.of("0123456789abcdef0123456789abcdef01234567"), Optional.of(true));
    private static final Validity.Limits NO_ERRORS = new Validity.Limits(0);

    private final Map<String, ChangeKind> kinds = kinds(new Blog());
    private final PlantedBlocks planted = new PlantedBlocks();
    private final List<String> arms;

    private PlantedRun(String... arms) {
        this.arms = List.of(arms);
    }

    /** A run of four rounds: eight blocks an arm, one of them void. */
    public static RunResult run(String... gates) {
        return rounds(4, gates);
    }

    /** A run of so many rounds, with two blocks an arm each. */
    public static RunResult rounds(int rounds, String... gates) {
        return new PlantedRun("schema1", "schema2").steps(rounds, gates);
    }

    /** A run of one arm. */
    public static RunResult oneArm() {
        return new PlantedRun("schema1").steps(4);
    }

    /** A run of the same schema twice. */
    public static RunResult sameSchemaTwice() {
        return new PlantedRun("schema1#1", "schema1#2").steps(2);
    }

    /** A run in which the generator is late in every block. */
    public static RunResult late() {
        PlantedRun run = new PlantedRun("schema1", "schema2");
        run.arms.forEach(arm -> run.block(arm, 0, true, STEADY));
        return run.result(run.planted.results(run.arms, KINDS.toArray(String[]::new)));
    }

    /** A run in which nothing becomes visible within an hour. */
    public static RunResult saturated() {
        PlantedRun run = new PlantedRun("schema1", "schema2");
        for (String arm : run.arms) {
            run.planted.add(arm, change -> run.kinds.get("edit comment"), change -> 3_600 * SECOND, STEADY);
        }
        return run.result(run.planted.results(run.arms, KINDS.toArray(String[]::new)));
    }

    /** A run of 2,000 changes, where so many may fail: the first do, 25 pulls and 10 pushes. */
    public static RunResult failing() {
        PlantedRun run = new PlantedRun("schema1");
        Block block = run.planted.started("schema1", false, run.startNanos(), plateau(1_000, 2));
        for (int change = 0; change < block.schedule().size(); change++) {
            ChangeKind kind = run.kinds.get(change < 25 ? "pull post" : change < 35 ? "push comment" : "edit comment");
            if (change < 35) {
                run.planted.failed(block, change, kind, TIMEOUT);
            } else {
                run.planted.visible(block, change, kind, MILLI);
            }
        }
        return run.result(
                run.planted.results(run.arms, new Validity.Limits(0.05), "edit comment", "push comment", "pull post"));
    }

    /** The same run as {@link #run}, but schema2's tables differ from the documents, by this. */
    public static RunResult tampered(String difference, String... gates) {
        return judged(tampered(run(), difference), gates);
    }

    /** A search for capacity after which schema2's tables differ from the documents. */
    public static RunResult tamperedCapacity() {
        return tampered(capacity(), "table \"posts\": a row is missing");
    }

    /** The same run as {@link #run}, but nobody compared schema2's tables. */
    public static RunResult unverified() {
        RunResult run = run();
        return with(run, run.setting(), Map.of("schema1", run.verification().get("schema1")));
    }

    /** The same run as {@link #run}, of a sync that keeps no tables. */
    public static RunResult rigOnly() {
        RunResult run = run();
        return with(run, setting(true, SOURCE), Map.of());
    }

    /** The same run as {@link #run}, of code that came without git. */
    public static RunResult withoutCommit() {
        RunResult run = run();
        return with(run, setting(false, new SourceVersion(Optional.empty(), Optional.empty())), run.verification());
    }

    /** The same run as {@link #run}, with gates that somebody else judged. */
    public static RunResult judged(GateVerdict... gates) {
        return judged(run(), gates);
    }

    /** A run with gates that somebody else judged. */
    public static RunResult judged(RunResult run, GateVerdict... gates) {
        return new RunResult(
                run.setting(),
                run.operations(),
                run.results(),
                run.blocks(),
                run.capacities(),
                run.verification(),
                run.checks(),
                List.of(gates));
    }

    /** A run with checks that somebody else made. */
    public static RunResult checked(RunResult run, CheckOutcome... checks) {
        return new RunResult(
                run.setting(),
                run.operations(),
                run.results(),
                run.blocks(),
                run.capacities(),
                run.verification(),
                List.of(checks),
                run.gates());
    }

    /** A run with another configuration, in HOCON. */
    public static RunResult configured(RunResult run, String config) {
        RunResult.Setting setting = run.setting();
        return with(
                run,
                new RunResult.Setting(
                        setting.simulation(),
                        setting.started(),
                        setting.took(),
                        setting.changeOrigin(),
                        setting.embeddedPostgres(),
                        setting.rigOnly(),
                        setting.provenance(),
                        ConfigFactory.parseString(config)),
                run.verification());
    }

    /** A run of which a change was never done. */
    public static RunResult unfinished() {
        PlantedRun run = new PlantedRun("schema1");
        run.planted.started("schema1", true, run.startNanos(), plateau(1, 1));
        return run.steps(1);
    }

    /**
     * A search for capacity: schema1 sustains 400 changes per second, schema2 whatever it is offered, up to the highest
     * rate that is tried.
     */
    public static RunResult capacity() {
        PlantedRun run = new PlantedRun("schema1", "schema2");
        List<ArmCapacity> capacities = List.of(run.capacity("schema1", SUSTAINED), run.capacity("schema2", 1_000));
        return run.result(Results.of(run.arms, List.of(), KINDS, NO_ERRORS), capacities);
    }

    /** How long a change of a kind takes in the first plateau, without noise. */
    public static long latencyNanos(String arm, String kind) {
        boolean first = !arm.equals("schema2");
        return switch (kind) {
            case "pull post" -> 40 * MILLI;
            case "push comment" -> MILLI;
            case "insert post" -> first ? 6 * MILLI : 3 * MILLI;
            default -> first ? 2 * MILLI : 5 * MILLI;
        };
    }

    private static Map<String, ChangeKind> kinds(Blog blog) {
        return KINDS.stream().collect(Collectors.toMap(label -> label, blog::kind));
    }

    private RunResult steps(int rounds, String... gates) {
        arms.forEach(this::warmUp);
        List<String> order = new ArrayList<>(arms);
        for (int i = arms.size() - 1; i >= 0; i--) {
            order.add(arms.get(i));
        }
        Map<String, Integer> blocks = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (String arm : order) {
                int ofArm = blocks.merge(arm, 1, Integer::sum) - 1;
                block(arm, ofArm, arm.equals("schema1") && ofArm == LATE_BLOCK, STEADY, FAST);
            }
        }
        return result(planted.results(arms, KINDS.toArray(String[]::new)), List.of(), gates);
    }

    /** Slow, so that it would show in any figure. */
    private void warmUp(String arm) {
        Block block = planted.started(arm, true, startNanos(), plateau(50, 1));
        for (int change = 0; change < block.schedule().size(); change++) {
            planted.visible(block, change, kinds.get("edit comment"), 10 * SECOND);
        }
    }

    private void block(String arm, int ofArm, boolean late, Step... steps) {
        Block block = planted.started(arm, false, startNanos(), steps);
        int steady = (int) (STEADY.rate() * STEADY.hold().toSeconds());
        for (int change = 0; change < block.schedule().size(); change++) {
            String kind = kind(change);
            double noise = 1 + 0.02 * ((3 * ofArm + (arm.equals("schema2") ? 2 : 0)) % 5 - 2);
            long latency = Math.round(latencyNanos(arm, kind) * noise);
            // Each takes a millisecond longer than the one before: half of the rate is added to the backlog.
            long behind = arm.equals("schema2") ? Math.max(0, change - steady) * MILLI : 0;
            long lag = late ? 9 * MILLI : 100 * MICRO;
            planted.visible(block, change, kinds.get(kind), lag, lag + 50 * MICRO, latency + behind + (late ? lag : 0));
        }
    }

    private static String kind(int change) {
        if (change % 50 == 0) {
            return "pull post";
        }
        return switch (change % 5) {
            case 1 -> "push comment";
            case 2 -> "insert post";
            default -> "edit comment";
        };
    }

    private ArmCapacity capacity(String arm, double limit) {
        CapacitySearch search = new CapacitySearch(new CapacitySettings(250, 2, 0.3, 2, 1_000, 20, 2));
        List<PlateauRun> plateaus = new ArrayList<>();
        for (Optional<Probe> probe = search.next(); probe.isPresent(); probe = search.next()) {
            Step step = plateau(probe.get().rate(), 2);
            boolean sustained = probe.get().rate() <= limit;
            planted.add(
                    arm, change -> kinds.get("edit comment"), change -> sustained ? 2 * MILLI : change * MILLI, step);
            List<Block> blocks = planted.blocks();
            PlateauRun plateau = PlateauRun.of(blocks.get(blocks.size() - 1), KINDS, NO_ERRORS)
                    .get(0);
            plateaus.add(plateau);
            search.record(probe.get(), plateau.validity(NO_ERRORS));
        }
        return ArmCapacity.of(arm, search.result(), plateaus);
    }

    /** When the next block starts: a block a minute. */
    private long startNanos() {
        return START.getEpochSecond() * SECOND + planted.blocks().size() * 60 * SECOND;
    }

    private RunResult result(Results results) {
        return result(results, List.of());
    }

    private RunResult result(Results results, List<ArmCapacity> capacities, String... gates) {
        Map<String, TableComparison.Outcome> verification = new LinkedHashMap<>();
        arms.forEach(arm -> verification.put(arm, new TableComparison.Outcome(1_234, List.of())));
        RunResult run = new RunResult(
                setting(false, SOURCE),
                new RunResult.Operations(
                        77, 12_345, "ab4c8d1e0f5a6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e"),
                results,
                blocks(),
                capacities,
                verification,
                checks(results, capacities, verification, false),
                List.of());
        return judged(run, gates);
    }

    /** The same run, with these gates judged. */
    public static RunResult judged(RunResult run, String... gates) {
        GateNames names = new GateNames(run.results().arms(), KINDS, List.of(STEADY.rate(), FAST.rate()));
        GateJudge judge = new GateJudge(run, Optional.empty());
        return judged(
                run,
                Stream.of(gates)
                        .flatMap(gate -> GateParser.parse(gate, names).stream())
                        .map(judge::judge)
                        .toArray(GateVerdict[]::new));
    }

    /** schema2's CPU times, pauses and steal are not known, nor are its rows in the last block. */
    private List<BlockReport> blocks() {
        List<Block> blocks = planted.blocks();
        return blocks.stream()
                .map(block -> BlockReport.of(
                        block,
                        block.arm().equals("schema2")
                                ? costsInPart(block, block.number() < blocks.size() - 1)
                                : costs(block)))
                .toList();
    }

    private static SideFigures costs(Block block) {
        int changes = block.done();
        return new SideFigures(
                OptionalLong.of(1_200L * changes),
                Optional.of(rows(changes)),
                new TableSizes(640 << 10, 96 << 10),
                new TableSizes(16 << 10, -8 << 10),
                OptionalLong.of(changes * MILLI / 2),
                OptionalLong.of(changes * MILLI / 4),
                Optional.of(new GarbagePauses(2, 7)),
                OptionalDouble.of(block.number() / 1_000.0));
    }

    private static SideFigures costsInPart(Block block, boolean withRows) {
        return new SideFigures(
                OptionalLong.of(23_456L * block.done()),
                withRows ? Optional.of(rows(block.done())) : Optional.empty(),
                new TableSizes(1_500L << 20, 250L << 20),
                new TableSizes(0, 0),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                OptionalDouble.empty());
    }

    private static RowCounts rows(int changes) {
        return new RowCounts(changes, 3L * changes / 2, changes, changes / 2, -changes / 4);
    }

    private static RunResult.Setting setting(boolean rigOnly, SourceVersion source) {
        Config config = ConfigFactory.parseString("scale = small, postgres { url = null }, gates { rules = [] }");
        return new RunResult.Setting(
                "PlantedSimulation",
                START,
                Duration.ofMillis(90_500),
                "emulator, not MongoDB",
                true,
                rigOnly,
                provenance(source),
                config);
    }

    private static Provenance provenance(SourceVersion source) {
        return new Provenance(
                source,
                new Machine(
                        "Linux",
                        "6.1.0",
                        "amd64",
                        2,
                        OptionalLong.of(8L << 30),
                        Optional.empty(),
                        OptionalDouble.of(0.25),
                        "17.0.15+6",
                        "Some Vendor",
                        4L << 30,
                        "G1 Young Generation, G1 Old Generation",
                        List.of("-Xmx4g")),
                new PostgresSettings("18.0", new TreeMap<>(Map.of("shared_buffers", "128MB"))));
    }

    private static RunResult tampered(RunResult run, String difference) {
        Map<String, TableComparison.Outcome> outcomes = new LinkedHashMap<>(run.verification());
        outcomes.put("schema2", new TableComparison.Outcome(1_234, List.of(difference)));
        return with(run, run.setting(), outcomes);
    }

    private static RunResult with(
            RunResult run, RunResult.Setting setting, Map<String, TableComparison.Outcome> verification) {
        return new RunResult(
                setting,
                run.operations(),
                run.results(),
                run.blocks(),
                run.capacities(),
                verification,
                checks(run.results(), run.capacities(), verification, setting.rigOnly()),
                run.gates());
    }

    /** The checks of a run, as they come out of what is known of it. */
    private static List<CheckOutcome> checks(
            Results results,
            List<ArmCapacity> capacities,
            Map<String, TableComparison.Outcome> verification,
            boolean rigOnly) {
        List<CheckOutcome> checks = new ArrayList<>();
        if (capacities.isEmpty()) {
            checks.add(new CheckOutcome(
                    "every change done",
                    results.unfinished() == 0
                            ? Optional.empty()
                            : Optional.of("0 changes failed and %d were never done".formatted(results.unfinished()))));
        }
        capacities.forEach(capacity -> checks.add(new CheckOutcome(capacity.arm() + ": capacity", Optional.empty())));
        if (!rigOnly) {
            results.arms().forEach(arm -> checks.add(tablesEqual(arm, verification)));
            results.arms().forEach(arm -> checks.add(new CheckOutcome(arm + ": no other writer", Optional.empty())));
        }
        return checks;
    }

    private static CheckOutcome tablesEqual(String arm, Map<String, TableComparison.Outcome> verification) {
        String name = CheckOutcome.tablesEqual(arm);
        return verification.containsKey(arm)
                ? new CheckOutcome(
                        name, verification.get(arm).differences().stream().reduce((one, next) -> one + "; " + next))
                : CheckOutcome.notMade(name);
    }
}

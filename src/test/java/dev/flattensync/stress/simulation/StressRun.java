package dev.flattensync.stress.simulation;

import dev.flattensync.flatten.Flattener;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.Index;
import dev.flattensync.store.FlatSql;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.artifact.RunReport;
import dev.flattensync.stress.environment.Arm;
import dev.flattensync.stress.environment.ArmName;
import dev.flattensync.stress.environment.PrimaryServer;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.environment.SyncUnderTest;
import dev.flattensync.stress.gate.Baseline;
import dev.flattensync.stress.gatling.AsyncRequest;
import dev.flattensync.stress.gatling.BackgroundRequest;
import dev.flattensync.stress.gatling.ChangeRequests;
import dev.flattensync.stress.gatling.ThreadPacer;
import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.measure.Ticker;
import dev.flattensync.stress.progress.Progress;
import dev.flattensync.stress.report.BlockText;
import dev.flattensync.stress.report.Console;
import dev.flattensync.stress.result.ArmCapacity;
import dev.flattensync.stress.result.CheckOutcome;
import dev.flattensync.stress.result.RunResult;
import dev.flattensync.stress.workload.ChangeKind;
import dev.flattensync.stress.workload.DataSet;
import dev.flattensync.stress.workload.DataSetFile;
import dev.flattensync.stress.workload.OperationQueue;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A run of arms under load: their documents and syncs, the blocks as they run, the checks at the end. */
final class StressRun implements Run {
    private final RunContext context;
    private final StressConfig config;
    private final Console console;
    private final PrimaryServer primaries;
    private final DataSet data;
    private final Map<String, Arm> arms = new LinkedHashMap<>();
    private final ThreadPacer pacer = new ThreadPacer();
    private final ExecutorService responses = Executors.newSingleThreadExecutor(StressRun::daemon);
    private final ExecutorService between = Executors.newSingleThreadExecutor(StressRun::daemon);
    private final RunChecks checks;
    private final GateChecks gates;
    private final OtherRequests others = new OtherRequests();
    private final AtomicBoolean toldOfCheckpoint = new AtomicBoolean();
    private final AtomicInteger blocks = new AtomicInteger();
    private BlockCosts costs;

    private StressRun(
            RunContext context,
            PrimaryServer primaries,
            DataSet data,
            List<SyncUnderTest> syncs,
            Optional<Baseline> baseline) {
        this.context = context;
        this.config = context.config();
        this.console = context.console();
        this.primaries = primaries;
        this.data = data;
        for (int i = 0; i < syncs.size(); i++) {
            ArmName name = config.arms().get(i);
            OperationQueue operations = new OperationQueue(data.operations(config.mix()), name.label());
            arms.put(
                    name.label(),
                    new Arm(name, data, primaries.primary(name), operations, context.address(), syncs.get(i)));
        }
        this.checks = new RunChecks(config, arms, context.address(), console, context.progress());
        this.gates = new GateChecks(config.gates(), baseline, context.progress());
    }

    /**
     * Checks all input and makes PostgreSQL available. Nothing is changed in it yet.
     *
     * @throws InvalidInputException if the input can't be used
     */
    static StressRun open(String simulation, StressConfig config, Console console) {
        Optional<Baseline> kept = Baseline.of(config.gates());
        List<SyncUnderTest> syncs =
                config.arms().stream().map(arm -> config.syncClass().newSync()).toList();
        DataSet data = config.datasetFile()
                .map(file -> DataSet.real(
                        config.mapping(),
                        new DataSetFile(file, config.mapping(), element -> needsUniqueId(config, element)).read(),
                        config.scale(),
                        config.seed()))
                .orElseGet(() -> DataSet.synthetic(config.mapping(), config.scale(), config.seed()));
        PrimaryServer primaries = PrimaryServer.open(config.origin(), data);
        RunContext context;
        try {
            context = RunContext.open(
                    simulation,
                    config,
                    console,
                    config.arms().stream().map(ArmName::postgresSchema).toList());
        } catch (InvalidInputException e) {
            primaries.close();
            throw e;
        }
        Optional<Baseline> baseline;
        try {
            RunResult.Setting setting =
                    context.setting(primaries.label(), !syncs.get(0).keepsTables());
            baseline = kept.map(run -> run.comparedWith(setting, config.gates().compareAnyway()));
        } catch (InvalidInputException e) {
            primaries.close();
            context.close();
            throw e;
        }
        console.line(
                "%s: %,d documents, %s, PostgreSQL %s, changes from: %s",
                simulation,
                data.documents().size(),
                String.join(" and ", config.arms().stream().map(ArmName::label).toList()),
                context.postgres().version(),
                primaries.label());
        return new StressRun(context, primaries, data, syncs, baseline);
    }

    private static boolean needsUniqueId(StressConfig config, ElementMapping element) {
        return config.arms().stream()
                .flatMap(arm -> arm.schema().indexes(element).stream())
                .anyMatch(Index::unique);
    }

    /** Loads the documents into each arm's tables and starts its sync. */
    @Override
    public void load() {
        try {
            costs = new BlockCosts(context.postgres(), arms);
        } catch (SQLException e) {
            throw new InvalidInputException("PostgreSQL can't be watched: " + e.getMessage());
        }
        long rows = data.documents().stream()
                .mapToLong(
                        document -> Flattener.document(data.mapping(), document).rows())
                .sum();
        for (Arm arm : arms.values()) {
            try {
                long start = System.nanoTime();
                arm.load(context.progress().loading("load " + arm.label(), rows));
                console.line(
                        "%s: %,d rows loaded, indexed and analyzed in %.1f s",
                        arm.label(), rows, (System.nanoTime() - start) / 1e9);
            } catch (SQLException | IllegalStateException e) {
                throw new InvalidInputException("Loading " + arm.label() + " failed: " + e.getMessage());
            }
            context.progress().doing("start the sync of " + arm.label());
            try {
                arm.start(config.syncSettings());
            } catch (InvalidInputException e) {
                throw e;
            } catch (Exception e) {
                throw new InvalidInputException("stress.sync.class = "
                        + config.syncClass().name() + ": the sync did not start (" + e.getMessage() + ")");
            }
        }
        context.progress().idle();
    }

    Console console() {
        return console;
    }

    Progress progress() {
        return context.progress();
    }

    DataSet data() {
        return data;
    }

    PostgresAddress postgresAddress() {
        return context.address();
    }

    /** The statements of an arm's tables. */
    FlatSql sql(ArmName arm) {
        return new FlatSql(new FlatLayout(data.mapping(), arm.schema()), arm.postgresSchema());
    }

    /** What is checked at the end. */
    RunChecks checks() {
        return checks;
    }

    /**
     * Gets an arm's tables and PostgreSQL ready for a block, so that each starts from the same state.
     *
     * @throws SQLException if PostgreSQL refuses
     */
    void before(Block block) throws SQLException {
        context.progress().doing("before the next block of %s: vacuum, checkpoint".formatted(block.arm()));
        if (!costs.begin(block) && !toldOfCheckpoint.getAndSet(true)) {
            console.line("No checkpoint is made before the blocks: the PostgreSQL role may not");
        }
    }

    /** The same as a request of Gatling's. */
    BackgroundRequest requestBefore(Block block) {
        return others.between(new BackgroundRequest("before", between, () -> {
            before(block);
            return Optional.empty();
        }));
    }

    /** The number of a block that was not planned. */
    int nextBlockNumber() {
        return blocks.incrementAndGet();
    }

    /**
     * The changes of a block.
     *
     * @param place where in the run it is, for people
     */
    AsyncRequest changes(Block block, String place) {
        return new ChangeRequests(
                arms.get(block.arm()),
                block,
                config.timeout(),
                Ticker.SYSTEM,
                pacer,
                responses,
                () -> context.progress().running(place, block));
    }

    /**
     * Waits until an arm's sync has done all that it was given, so that nothing of a block falls into the next, and
     * notes what the block cost.
     *
     * @param patience how long to wait
     * @return why the sync has not done it; empty if it has
     * @throws SQLException if PostgreSQL refuses
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    Optional<String> after(Block block, Duration patience) throws SQLException, InterruptedException {
        context.progress().doing("after block of %s: the sync catches up".formatted(block.arm()));
        Optional<String> problem = arms.get(block.arm()).awaitCaughtUp(patience);
        costs.end(block);
        return problem;
    }

    /** The same as a request of Gatling's, and says what the block was like. */
    BackgroundRequest requestAfter(Block block, String place) {
        return others.between(new BackgroundRequest("after", between, () -> {
            Optional<String> problem = after(block, config.timeout());
            console.line("%s: %s", place, BlockText.of(block));
            return problem;
        }));
    }

    /** The figures of blocks, as far as they have run. */
    Results results(List<Block> blocks) {
        return Results.of(List.copyOf(arms.keySet()), blocks, kinds(), config.limits());
    }

    /** The labels of the kinds of change, in the order of reports. */
    List<String> kinds() {
        return config.mix().kinds().stream().map(ChangeKind::label).toList();
    }

    /** The requests that are neither changes nor checks. */
    OtherRequests others() {
        return others;
    }

    /** What is demanded of the figures. */
    GateChecks gates() {
        return gates;
    }

    /**
     * All that the run has to say when its blocks are over and its tables are checked. It stops the syncs: they hand in
     * their last counts as they end.
     *
     * @param capacities what a search for capacity found; may be empty
     */
    RunResult result(Results results, List<ArmCapacity> capacities) {
        Arm any = arms.values().iterator().next();
        arms.values().forEach(arm -> arm.sync().stop());
        return new RunResult(
                context.setting(primaries.label(), !any.sync().keepsTables()),
                new RunResult.Operations(
                        config.seed(),
                        any.operations().count(),
                        any.operations().digest()),
                results,
                costs.reports(),
                capacities,
                checks.verification(),
                outcomes(),
                gates.verdicts());
    }

    /** All that fails the run if it is not as it must be, but for the gates that were judged. */
    private List<CheckOutcome> outcomes() {
        return Stream.of(others.outcomes(), checks.outcomes(), gates.notJudged())
                .flatMap(List::stream)
                .toList();
    }

    /** Writes the results, stops everything, and has the tables printed last of all. */
    void finish(Results results, List<ArmCapacity> capacities) {
        try {
            context.progress().doing("write the results");
            RunReport.write(result(results, capacities), console.terminal().colours());
        } catch (IOException e) {
            throw new IllegalStateException("the results could not be written: " + e.getMessage(), e);
        } finally {
            close();
        }
    }

    /** Stops the syncs and an embedded PostgreSQL. */
    @Override
    public void close() {
        pacer.close();
        try {
            if (costs != null) {
                costs.close();
            }
            arms.values().forEach(Arm::close);
        } finally {
            primaries.close();
            context.close();
        }
    }

    static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "stress-run");
        thread.setDaemon(true);
        return thread;
    }
}

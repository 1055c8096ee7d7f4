package dev.flattensync.stress.simulation;

import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.Arm;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.gatling.BackgroundRequest;
import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.progress.Progress;
import dev.flattensync.stress.report.Console;
import dev.flattensync.stress.result.CheckOutcome;
import dev.flattensync.stress.verify.TableComparison;
import dev.flattensync.stress.verify.WriteCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What is checked when all blocks have run, each a request in Gatling's report, one after the other. */
final class RunChecks {
    /** How many differing rows are named, for each table and direction. */
    private static final int DIFFERENCES_SHOWN = 3;

    private final StressConfig config;
    private final Map<String, Arm> arms;
    private final PostgresAddress postgres;
    private final Console console;
    private final Progress progress;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(StressRun::daemon);
    private final PlannedChecks planned = new PlannedChecks();
    private final Map<String, TableComparison.Outcome> verification = new LinkedHashMap<>();

    RunChecks(
            StressConfig config, Map<String, Arm> arms, PostgresAddress postgres, Console console, Progress progress) {
        this.config = config;
        this.arms = arms;
        this.postgres = postgres;
        this.console = console;
        this.progress = progress;
    }

    /** The checks of a run whose blocks are given. */
    List<BackgroundRequest> ofBlocks(List<Block> blocks) {
        List<BackgroundRequest> checks = new ArrayList<>();
        checks.add(everyChangeDone(blocks));
        checks.addAll(ofTables());
        return planned.planned(checks);
    }

    /**
     * The checks of a run that searches for capacity.
     *
     * @param ended whether the searches came to their ends
     */
    List<BackgroundRequest> ofSearches(List<BackgroundRequest> ended) {
        List<BackgroundRequest> checks = new ArrayList<>(ended);
        checks.addAll(ofTables());
        return planned.planned(checks);
    }

    /** What became of the checks, in their order. */
    List<CheckOutcome> outcomes() {
        return planned.outcomes();
    }

    /** The checks of the tables, whatever ran; none of those that a sync does not keep. */
    private List<BackgroundRequest> ofTables() {
        List<BackgroundRequest> checks = new ArrayList<>();
        List<Arm> kept =
                arms.values().stream().filter(arm -> arm.sync().keepsTables()).toList();
        kept.forEach(arm -> checks.add(tablesEqual(arm)));
        kept.forEach(arm -> checks.add(noOtherWriter(arm)));
        return checks;
    }

    /** By arm: are its tables what the documents say? Holds those that were compared. */
    Map<String, TableComparison.Outcome> verification() {
        return verification;
    }

    /**
     * Whether all changes were done, no more of them failed than may, and the same was done to the documents of every
     * arm.
     */
    private BackgroundRequest everyChangeDone(List<Block> blocks) {
        return new BackgroundRequest("every change done", executor, () -> {
            progress.allRun();
            progress.doing("checks: every change done");
            int unfinished = blocks.stream().mapToInt(Block::unfinished).sum();
            int failed = blocks.stream().mapToInt(Block::failed).sum();
            int all = blocks.stream().mapToInt(block -> block.schedule().size()).sum();
            if (unfinished > 0 || failed > config.limits().errors() * all) {
                String problem = "%d changes failed and %d were never done".formatted(failed, unfinished);
                console.line("%s", problem);
                return Optional.of(problem);
            }
            long digests = arms.values().stream()
                    .map(arm -> arm.operations().digest())
                    .distinct()
                    .count();
            return digests == 1 ? Optional.empty() : Optional.of("the arms were not given the same operations");
        });
    }

    /** Compares an arm's tables with its documents. */
    private BackgroundRequest tablesEqual(Arm arm) {
        return new BackgroundRequest(CheckOutcome.tablesEqual(arm.label()), executor, () -> {
            console.line("%s: comparing every table with the documents, row by row", arm.label());
            progress.doing("checks: %s: tables equal".formatted(arm.label()));
            // A change that timed out may still become visible.
            Optional<String> stopped = arm.awaitCaughtUp(config.timeout());
            TableComparison.Outcome outcome = new TableComparison(postgres, arm.layout(), arm.postgresSchema())
                    .compare(arm.primary().documents(), DIFFERENCES_SHOWN);
            verification.put(arm.label(), outcome);
            return outcome.equal() ? stopped : Optional.of(String.join("; ", outcome.differences()));
        });
    }

    /**
     * Stops an arm's sync, and looks whether all that was written to its tables was written by the load and the sync.
     */
    private BackgroundRequest noOtherWriter(Arm arm) {
        return new BackgroundRequest(arm.label() + ": no other writer", executor, () -> {
            progress.doing("checks: %s: no other writer".formatted(arm.label()));
            OptionalLong written = arm.sync().rowsWritten();
            if (written.isEmpty()) {
                return Optional.empty();
            }
            arm.sync().stop();
            Optional<String> problem = new WriteCount(postgres, arm.layout(), arm.postgresSchema())
                    .check(arm.rowsLoaded() + arm.sync().rowsWritten().getAsLong());
            problem.ifPresent(text -> console.line("%s: %s", arm.label(), text));
            return problem;
        });
    }
}

package dev.flattensync.stress.simulation;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.artifact.RunFolder;
import dev.flattensync.stress.environment.ChangeOrigin;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.experiment.Cell;
import dev.flattensync.stress.experiment.ExperimentPlan;
import dev.flattensync.stress.experiment.ExperimentResult;
import dev.flattensync.stress.experiment.FlushTime;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Variant;
import dev.flattensync.stress.explain.ExplainedPostgres;
import dev.flattensync.stress.findings.ExperimentReport;
import dev.flattensync.stress.gatling.SteppedWork;
import dev.flattensync.stress.page.RunIndex;
import dev.flattensync.stress.report.Console;
import dev.flattensync.stress.result.ExperimentRun;
import dev.flattensync.stress.variant.BlogMapping;
import dev.flattensync.stress.variant.FlushTimer;
import dev.flattensync.stress.variant.SizedExperiment;
import dev.flattensync.stress.variant.Turn;
import dev.flattensync.stress.verify.TableComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The seed's experiment: at each size all variants are loaded, then take turns in answering the questions, are asked
 * once more what PostgreSQL does for each, and are compared with the documents.
 */
final class SeedExperiment implements Run {
    private static final int FEWEST_POSTS = 2;
    private static final String PREPARATION = "preparation";
    private static final String WARM_UP = "warm-up";
    private static final String GROWTH = "growth";
    private static final String EXPLANATION = "explanation";
    private static final String TABLES = "tables";

    private final RunContext context;
    private final ExperimentPlan plan;
    private final BlogMapping blog;
    private final List<Cell> cells = new ArrayList<>();
    private final Map<String, TableComparison.Outcome> verification = new LinkedHashMap<>();
    private FlushTime flush;
    private int measured;

    private SeedExperiment(RunContext context, BlogMapping blog) {
        this.context = context;
        this.plan = context.config().experiment();
        this.blog = blog;
    }

    /**
     * Checks all input and makes PostgreSQL available. Nothing is changed in it yet.
     *
     * @throws InvalidInputException if the input can't be used
     */
    static SeedExperiment open(String simulation, StressConfig config, Console console) {
        if (!(config.origin() instanceof ChangeOrigin.InProcess)) {
            throw new InvalidInputException(
                    "stress.source: the seed's experiment compares what PostgreSQL does, with documents in memory: allowed is \"change-log\"");
        }
        if (config.datasetFile().isPresent()) {
            throw new InvalidInputException(
                    "stress.dataset.file: the seed's experiment makes its documents up, so that there are as many as it needs: allowed is null");
        }
        BlogMapping blog = BlogMapping.of(config.mapping());
        if (config.scale().get(1) < FEWEST_POSTS) {
            throw new InvalidInputException(
                    "stress.scale: a single post has no order that could be changed: allowed are at least %d posts of each user"
                            .formatted(FEWEST_POSTS));
        }
        List<String> schemas = Stream.concat(
                        config.experiment().variants().stream().map(Variant::postgresSchema),
                        Stream.of(FlushTimer.SCHEMA))
                .toList();
        RunContext context = RunContext.open(simulation, config, console, schemas);
        console.line(
                "%s: %d variants, PostgreSQL %s",
                simulation,
                config.experiment().variants().size(),
                context.postgres().version());
        return new SeedExperiment(context, blog);
    }

    @Override
    public void load() {
        try {
            flush = FlushTimer.measure(context.address());
        } catch (SQLException e) {
            throw new InvalidInputException("PostgreSQL's commits can't be timed: " + e.getMessage());
        }
        context.console().line("the disk takes %.2f ms to flush a commit", flush.nanos() / 1e6);
    }

    /** All of it, step by step. */
    void run(SteppedWork steps) throws Exception {
        for (int users : plan.users()) {
            try (SizedExperiment experiment = new SizedExperiment(setting(), scale(users))) {
                String size = size(experiment);
                context.progress()
                        .doing("%s: load %s variants"
                                .formatted(size, plan.variants().size()));
                steps.step(List.of(size, PREPARATION), "load", () -> {
                    context.console()
                            .line(
                                    "%s: loading %d variants",
                                    size, plan.variants().size());
                    experiment.load();
                    return Optional.empty();
                });
                takeTurns(steps, experiment, size, users);
                explain(steps, experiment, size);
                verify(steps, experiment, size);
                cells.addAll(experiment.cells());
                measured++;
            }
        }
        flush = flush.longer(FlushTimer.measure(context.address()));
    }

    private static String size(SizedExperiment experiment) {
        return String.format(Locale.ROOT, "%,d comments", experiment.comments());
    }

    /** The number of users, of posts of each, and of comments of each post. */
    private List<Integer> scale(int users) {
        List<Integer> scale = new ArrayList<>(context.config().scale());
        scale.set(0, users);
        return scale;
    }

    private SizedExperiment.Setting setting() {
        StressConfig config = context.config();
        return new SizedExperiment.Setting(
                plan.variants(),
                blog,
                config.seed(),
                context.address(),
                config.syncClass(),
                config.syncSettings(),
                config.timeout(),
                plan.repetitions(),
                plan.questionTime());
    }

    private void takeTurns(SteppedWork steps, SizedExperiment experiment, String size, int users) throws Exception {
        List<Variant> order = new ArrayList<>(plan.variants());
        int rounds = plan.rounds(users);
        for (int round = -plan.warmUpRounds(users); round < rounds; round++) {
            context.console()
                    .line(
                            "%s: %s",
                            size, round < 0 ? "warm-up, not measured" : "round %d of %d".formatted(round + 1, rounds));
            for (Variant variant : order) {
                context.progress()
                        .doing("%s: %s: %s"
                                .formatted(
                                        size,
                                        round < 0 ? "warm-up" : "round %d of %d".formatted(round + 1, rounds),
                                        variant.label()));
                Turn turn = experiment.turn(variant, round);
                while (turn.hasNext()) {
                    ask(steps, experiment, variant, turn, round, users);
                }
                experiment.vacuum(variant, round >= -1 && !plan.isLargest(users));
            }
            Collections.reverse(order);
        }
    }

    /** Gatling makes a page for each request of each group, so questions are told apart at the largest size alone. */
    private void ask(SteppedWork steps, SizedExperiment experiment, Variant variant, Turn turn, int round, int users)
            throws Exception {
        Question question = turn.question();
        boolean apart = plan.isLargest(users) && round >= 0;
        List<String> groups = List.of(size(experiment), apart ? variant.label() : round < 0 ? WARM_UP : GROWTH);
        steps.step(groups, apart ? question.label() : variant.label(), () -> {
            long nanos = turn.ask();
            if (round >= 0) {
                experiment.answered(variant, round, question, nanos);
            }
            return Optional.empty();
        });
    }

    private void explain(SteppedWork steps, SizedExperiment experiment, String size) throws Exception {
        ExplainedPostgres explained;
        try {
            explained = ExplainedPostgres.open(context.address());
        } catch (SQLException e) {
            context.console().line("%s: what PostgreSQL does is not known: %s", size, e.getMessage());
            return;
        }
        try (explained) {
            context.console().line("%s: asking PostgreSQL what it does", size);
            for (Variant variant : plan.variants()) {
                context.progress().doing("%s: plans of %s".formatted(size, variant.label()));
                steps.step(List.of(size, EXPLANATION), variant.label(), () -> {
                    experiment.explain(variant, explained);
                    return Optional.empty();
                });
            }
        }
    }

    private void verify(SteppedWork steps, SizedExperiment experiment, String size) throws Exception {
        context.console().line("%s: comparing every table with the documents, row by row", size);
        for (Variant variant : plan.variants()) {
            context.progress().doing("%s: compare the tables of %s".formatted(size, variant.label()));
            steps.step(List.of(size, TABLES), variant.label() + ": tables equal", () -> {
                TableComparison.Outcome outcome = experiment.verify(variant);
                verification.put(size + ", " + variant.label(), outcome);
                return outcome.equal() ? Optional.empty() : Optional.of(String.join("; ", outcome.differences()));
            });
        }
    }

    /** Whether all was measured and compared; why not, if not. */
    Optional<String> incomplete() {
        int expected = plan.users().size();
        return measured == expected
                ? Optional.empty()
                : Optional.of("%d of %d sizes were measured and compared".formatted(measured, expected));
    }

    /** Writes the results, stops everything, and has the findings printed last of all. */
    void finish() {
        try {
            List<Long> sizes = plan.users().stream()
                    .map(users -> SizedExperiment.comments(scale(users)))
                    .toList();
            ExperimentRun run = new ExperimentRun(
                    context.setting("change log", false),
                    context.config().seed(),
                    new ExperimentResult(plan.variants(), sizes, cells, flush),
                    verification);
            Path folder = RunFolder.of(context.simulation());
            String findings = ExperimentReport.write(run, folder, plan.findings());
            Console.lastWords(() -> findings
                    + RunIndex.tryWrite(folder.toAbsolutePath().getParent())
                            .map(failure -> failure + System.lineSeparator())
                            .orElse(""));
        } catch (IOException e) {
            throw new IllegalStateException("the results could not be written: " + e.getMessage(), e);
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        context.close();
    }
}

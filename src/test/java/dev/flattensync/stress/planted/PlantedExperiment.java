package dev.flattensync.stress.planted;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.flattensync.stress.experiment.Cell;
import dev.flattensync.stress.experiment.ExperimentResult;
import dev.flattensync.stress.experiment.FlushTime;
import dev.flattensync.stress.experiment.Indexes;
import dev.flattensync.stress.experiment.Integrity;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.QuestionCost;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.experiment.Upkeep;
import dev.flattensync.stress.experiment.Variant;
import dev.flattensync.stress.provenance.Machine;
import dev.flattensync.stress.provenance.PostgresSettings;
import dev.flattensync.stress.provenance.Provenance;
import dev.flattensync.stress.provenance.SourceVersion;
import dev.flattensync.stress.result.ExperimentRun;
import dev.flattensync.stress.result.RunResult;
import dev.flattensync.stress.verify.TableComparison;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * Made-up runs of the seed's experiment, of about the figures that one has: a user has 100 posts with 100 comments each
 * at every size, so that without indexes costs grow with the tables, and with them hardly. A commit waits 0.2 ms for
 * the disk.
 */
public final class PlantedExperiment {
    public static final List<Long> SIZES = List.of(10_000L, 100_000L, 1_000_000L);

    private static final long MILLI = 1_000_000;
    private static final double NOISE = 0.03;
    private static final double NANOS_PER_SCANNED_COMMENT = 140;
    private static final int COMMENTS_PER_PAGE = 95;
    private static final int FEWEST_FOR_P95 = 15;

    private final List<Variant> variants = new ArrayList<>(variants());
    private final List<UnaryOperator<Cell>> changes = new ArrayList<>();
    private FlushTime flush = new FlushTime(350_000, 150_000);
    private boolean equal = true;

    /** All variants that are measured by default. */
    public static List<Variant> variants() {
        List<Variant> variants = new ArrayList<>();
        List<Storage> schemas = List.of(Storage.SCHEMA1, Storage.SCHEMA2, Storage.SCHEMA3);
        for (Storage storage : schemas.subList(0, 2)) {
            variants.add(new Variant(storage, Upkeep.SYNC, Indexes.NONE, Integrity.APPLICATION));
        }
        for (Integrity integrity : Integrity.values()) {
            schemas.forEach(storage -> variants.add(new Variant(storage, Upkeep.SYNC, Indexes.INDEXED, integrity)));
        }
        for (Storage storage : schemas.subList(0, 2)) {
            variants.add(new Variant(storage, Upkeep.REWRITE, Indexes.INDEXED, Integrity.APPLICATION));
        }
        variants.add(new Variant(Storage.JSONB, Upkeep.SYNC, Indexes.INDEXED, Integrity.APPLICATION));
        return variants;
    }

    /** Leaves out variants. */
    public PlantedExperiment without(Predicate<Variant> which) {
        variants.removeIf(which);
        return this;
    }

    /** Makes the answers of a variant to a question take so many times as long. */
    public PlantedExperiment times(double factor, String variant, Question... questions) {
        return change(variant, cell -> cell, factor, List.of(questions));
    }

    /** Changes cells, in the order of the calls. */
    public PlantedExperiment change(UnaryOperator<Cell> change) {
        changes.add(change);
        return this;
    }

    /** Sets how long the disk takes. */
    public PlantedExperiment flush(long nanos) {
        flush = new FlushTime(nanos + 150_000, 150_000);
        return this;
    }

    /** Makes the tables of the first variant differ from the documents. */
    public PlantedExperiment tampered() {
        equal = false;
        return this;
    }

    /** The cell with these medians of rounds, and their median and highest. */
    public static Cell withRounds(Cell cell, List<Long> rounds) {
        long[] sorted = rounds.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Cell(
                cell.comments(),
                cell.variant(),
                cell.question(),
                rounds.size(),
                OptionalLong.of(sorted[(sorted.length - 1) / 2]),
                rounds.size() < FEWEST_FOR_P95
                        ? OptionalLong.empty()
                        : OptionalLong.of(sorted[sorted.length * 95 / 100 - 1]),
                sorted[sorted.length - 1],
                rounds,
                cell.cost());
    }

    /** The cell with another cost. */
    public static Cell withCost(Cell cell, Optional<QuestionCost> cost) {
        return new Cell(
                cell.comments(),
                cell.variant(),
                cell.question(),
                cell.count(),
                cell.p50Nanos(),
                cell.p95Nanos(),
                cell.maxNanos(),
                cell.roundNanos(),
                cost);
    }

    /** The run. */
    public ExperimentRun run() {
        SplittableRandom random = new SplittableRandom(20261122);
        List<Cell> cells = new ArrayList<>();
        Map<String, TableComparison.Outcome> verification = new LinkedHashMap<>();
        for (long size : SIZES) {
            for (Variant variant : variants()) {
                for (Question question : Question.values()) {
                    Cell cell = cell(size, variant, question, random.split());
                    for (UnaryOperator<Cell> change : changes) {
                        cell = change.apply(cell);
                    }
                    if (variants.contains(variant)) {
                        cells.add(cell);
                    }
                }
            }
            for (Variant variant : variants) {
                verification.put(
                        variant.label() + ", " + size,
                        new TableComparison.Outcome(
                                size + size / 100 + 100,
                                equal || variant != variants.get(0)
                                        ? List.of()
                                        : List.of("table \"posts\": a row is missing")));
            }
        }
        return new ExperimentRun(
                setting(), 20261122, new ExperimentResult(variants, SIZES, cells, flush), verification);
    }

    private PlantedExperiment change(
            String variant, UnaryOperator<Cell> change, double factor, List<Question> questions) {
        return change(cell ->
                cell.variant().equals(variant) && (questions.isEmpty() || questions.contains(cell.question()))
                        ? change.apply(withRounds(
                                cell,
                                cell.roundNanos().stream()
                                        .map(nanos -> Math.round(nanos * factor))
                                        .toList()))
                        : cell);
    }

    private static Cell cell(long size, Variant variant, Question question, SplittableRandom random) {
        double nanos = PlantedCost.millis(variant, question) * MILLI;
        boolean scans = variant.indexes() == Indexes.NONE && question != Question.INSERT_USER;
        double schema = variant.storage() == Storage.SCHEMA1 ? 1 : 1.4;
        if (scans) {
            nanos += size * NANOS_PER_SCANNED_COMMENT * (question == Question.LOOK_UP_COMMENT ? schema : 1);
        }
        double median = nanos;
        int rounds = size == 1_000_000 ? 20 : 8;
        List<Long> medians = LongStream.range(0, rounds)
                .mapToObj(round -> Math.round(median * Math.exp(NOISE * random.nextGaussian())))
                .toList();
        long rows = PlantedCost.rowsWritten(variant, question);
        QuestionCost cost = new QuestionCost(
                3,
                scans ? size : Math.max(1, rows),
                rows,
                (scans ? size / COMMENTS_PER_PAGE : 12) + 4 * rows,
                120 * rows,
                rows / 100,
                List.of((scans ? "Seq Scan" : "Index Scan") + " on comments"),
                scans ? List.of("comments") : List.of());
        return withRounds(
                new Cell(
                        size,
                        variant.label(),
                        question,
                        rounds,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        0,
                        List.of(),
                        Optional.of(cost)),
                medians);
    }

    private static RunResult.Setting setting() {
        Config config = ConfigFactory.parseString("""
                scale = seed, schemas = [schema1, schema2]
                experiment { users = [1, 10, 100], rounds = 20, findings = null, variants = [] }
                mix { edit-comment = 50, edit-post = 8, edit-user = 4, push-comment = 24, push-post = 3, pull-comment = 8
                  pull-post = 1.5, insert-comment = 0, insert-post = 0.75, insert-user = 0.25, replace-user = 0.25
                  delete-user = 0.25 }
                """);
        return new RunResult.Setting(
                "SeedExperimentSimulation",
                Instant.parse("2026-01-02T03:04:05Z"),
                Duration.ofMillis(1_234_500),
                "change log",
                true,
                false,
                new Provenance(
                        new SourceVersion(Optional.of("0123456789abcdef0123456789abcdef01234567"), Optional.of(false)),
                        new Machine(
                                "Linux",
                                "6.1.0",
                                "amd64",
                                2,
                                OptionalLong.of(8L << 30),
                                Optional.of("Some Processor @ 2.50GHz"),
                                OptionalDouble.of(0.25),
                                "17.0.15+6",
                                "Some Vendor",
                                4L << 30,
                                "G1 Young Generation, G1 Old Generation",
                                List.of("-Xmx4g")),
                        new PostgresSettings("18.6", new TreeMap<>(Map.of("shared_buffers", "512MB", "fsync", "on")))),
                config);
    }
}

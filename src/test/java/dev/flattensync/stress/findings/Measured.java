package dev.flattensync.stress.findings;

import dev.flattensync.stress.experiment.Cell;
import dev.flattensync.stress.experiment.Contrast;
import dev.flattensync.stress.experiment.ExperimentResult;
import dev.flattensync.stress.experiment.Indexes;
import dev.flattensync.stress.experiment.Integrity;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.QuestionCost;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.experiment.Upkeep;
import dev.flattensync.stress.experiment.Variant;
import dev.flattensync.stress.statistics.RatioEstimate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * The experiment's answers at one size, by what the claims ask for.
 *
 * @param result all answers
 * @param size the number of comments
 */
record Measured(ExperimentResult result, long size) {
    static final List<Storage> FLAT = List.of(Storage.SCHEMA1, Storage.SCHEMA2, Storage.SCHEMA3);

    /** At the largest size. */
    Measured(ExperimentResult result) {
        this(result, result.largest());
    }

    /** The same at another size. */
    Measured at(long otherSize) {
        return new Measured(result, otherSize);
    }

    /** Indexed, and kept by the sync alone. */
    static String plain(Storage storage) {
        return new Variant(storage, Upkeep.SYNC, Indexes.INDEXED, Integrity.APPLICATION).label();
    }

    static String unindexed(Storage storage) {
        return new Variant(storage, Upkeep.SYNC, Indexes.NONE, Integrity.APPLICATION).label();
    }

    static String rewritten(Storage storage) {
        return new Variant(storage, Upkeep.REWRITE, Indexes.INDEXED, Integrity.APPLICATION).label();
    }

    static String kept(Storage storage, Integrity integrity) {
        return new Variant(storage, Upkeep.SYNC, Indexes.INDEXED, integrity).label();
    }

    /** Whether a question changes documents. */
    static boolean writes(Question question) {
        return question != Question.LOOK_UP_COMMENT && question != Question.READ_USER;
    }

    /** The labels of the variants that are so, in the run's order. */
    List<String> labels(Predicate<Variant> which) {
        return result.variants().stream().filter(which).map(Variant::label).toList();
    }

    Optional<Cell> cell(String variant, Question question) {
        return result.cell(size, variant, question);
    }

    Optional<QuestionCost> cost(String variant, Question question) {
        return cell(variant, question).flatMap(Cell::cost);
    }

    /** The median in nanoseconds; with too few samples to state one, that of the rounds' medians. */
    OptionalDouble median(String variant, Question question) {
        return cell(variant, question).map(Cell::medianNanos).orElse(OptionalDouble.empty());
    }

    /** How many times the base's latency the variant's is. */
    Optional<RatioEstimate> ratio(Question question, String variant, String base) {
        return Contrast.of(result, size, question, variant, base).map(Contrast::ratio);
    }

    /** How many times the latency of a question that of another is, in one variant. */
    Optional<RatioEstimate> ratio(String variant, Question question, Question base) {
        return Contrast.ratio(cell(variant, question), cell(variant, base));
    }
}

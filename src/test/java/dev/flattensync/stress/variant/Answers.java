package dev.flattensync.stress.variant;

import dev.flattensync.stress.experiment.Cell;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.QuestionCost;
import dev.flattensync.stress.measure.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.descriptive.Median;

/** The latencies of one variant's answers to one question, round by round. */
final class Answers {
    private static final double P50 = 50;
    private static final double P95 = 95;

    private final Figures figures = new Figures();
    private final List<List<Long>> rounds = new ArrayList<>();
    private Optional<QuestionCost> cost = Optional.empty();

    /** @param round counted from 0, in their order */
    void add(int round, long nanos) {
        while (rounds.size() <= round) {
            rounds.add(new ArrayList<>());
        }
        rounds.get(round).add(nanos);
        figures.add(nanos, true);
    }

    void cost(QuestionCost explained) {
        cost = Optional.of(explained);
    }

    /** All that is known of them. */
    Cell cell(long comments, String variant, Question question) {
        List<Long> medians = rounds.stream()
                .map(round -> Math.round(Median.withDefaults()
                        .evaluate(round.stream().mapToDouble(Long::doubleValue).toArray())))
                .toList();
        return new Cell(
                comments,
                variant,
                question,
                figures.count(),
                figures.percentileNanos(P50),
                figures.percentileNanos(P95),
                figures.maxNanos(),
                medians,
                cost);
    }
}

package dev.flattensync.stress.variant;

import dev.flattensync.stress.experiment.Question;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A variant's turn in a round. Questions come in groups that leave the documents as large as they were, so that a
 * variant that is asked more often than another does not drift away from it; a group is repeated until there are enough
 * samples or its time is over.
 */
public final class Turn {
    private static final List<List<Question>> GROUPS = List.of(
            List.of(Question.LOOK_UP_COMMENT),
            List.of(Question.READ_USER),
            List.of(Question.EDIT_COMMENT),
            List.of(Question.PUSH_COMMENT, Question.PULL_COMMENT),
            List.of(Question.PUSH_POST, Question.PULL_POST),
            List.of(Question.INSERT_POST, Question.EDIT_BEHIND_PULL),
            List.of(Question.REORDER_POSTS),
            List.of(Question.INSERT_USER, Question.DELETE_USER));

    private final VariantUnderTest variant;
    private final long seed;
    private final int repetitions;
    private final Duration time;
    private final Deque<List<Question>> groups = new ArrayDeque<>(GROUPS);
    private final Deque<Question> left = new ArrayDeque<>();
    private int group;
    private int repeated;
    private long groupStart;
    private SplittableRandom random;
    private Place place;

    /**
     * @param seed decides where questions are asked: in the same places of equal documents, however often others are
     * @param repetitions how often a group is done at most
     * @param time after which a group is not done again
     */
    Turn(VariantUnderTest variant, long seed, int repetitions, Duration time) {
        this.variant = variant;
        this.seed = seed;
        this.repetitions = repetitions;
        this.time = time;
    }

    /** Whether a question is left. */
    public boolean hasNext() {
        if (left.isEmpty()
                && repeated > 0
                && (repeated == repetitions || System.nanoTime() - groupStart > time.toNanos())) {
            groups.remove();
            group++;
            repeated = 0;
        }
        return !left.isEmpty() || !groups.isEmpty();
    }

    /** The question that is asked next. */
    public Question question() {
        if (left.isEmpty()) {
            left.addAll(groups.element());
            random = new SplittableRandom(seed + (long) group * repetitions + repeated);
            place = variant.place(random);
            if (repeated == 0) {
                groupStart = System.nanoTime();
            }
            repeated++;
        }
        return left.element();
    }

    /**
     * Asks it.
     *
     * @return the latency in nanoseconds
     * @throws IllegalStateException if the answer is wrong
     * @throws SQLException if PostgreSQL refuses
     * @throws TimeoutException if it takes too long
     * @throws ExecutionException if the sync has failed
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public long ask() throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        Question question = question();
        left.remove();
        return variant.ask(question, place, random);
    }
}

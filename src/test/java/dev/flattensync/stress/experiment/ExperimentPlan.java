package dev.flattensync.stress.experiment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the experiment is told.
 *
 * @param variants what is compared
 * @param users the sizes: numbers of documents, ascending
 * @param rounds how often each variant has its turn at the largest size
 * @param roundsBelow the same at the sizes below, which only show how costs grow
 * @param warmUpRounds rounds at each size before those, which are not measured
 * @param firstWarmUpRounds the same at the first size, where the JVM has yet to get as fast as it will be
 * @param repetitions how often each question is asked in a turn at most
 * @param questionTime after which it is not asked again in a turn
 * @param timeLimit when the run is broken off
 * @param findings where to write what the experiment found, besides the folder of the run
 */
public record ExperimentPlan(
        List<Variant> variants,
        List<Integer> users,
        int rounds,
        int roundsBelow,
        int warmUpRounds,
        int firstWarmUpRounds,
        int repetitions,
        Duration questionTime,
        Duration timeLimit,
        Optional<Path> findings) {

    /** Copies the lists. */
    public ExperimentPlan {
        variants = List.copyOf(variants);
        users = List.copyOf(users);
    }

    /** The measured rounds at a size. */
    public int rounds(int size) {
        return isLargest(size) ? rounds : roundsBelow;
    }

    /** The rounds at a size that come first and are not measured. */
    public int warmUpRounds(int size) {
        return size == users.get(0) ? firstWarmUpRounds : warmUpRounds;
    }

    /** Whether it is the size that the answers are given for; those below only show how costs grow. */
    public boolean isLargest(int size) {
        return size == users.get(users.size() - 1);
    }
}

package dev.flattensync.change;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How a {@link MongoChangeSource} reads.
 *
 * @param batchSize the most events or documents in one reply; a reply over 48 MB fails in the driver, and one event is
 *     up to 16 MB
 * @param awaitTime how long the server waits for an event before it replies with none: the most by which patience may
 *     be exceeded while the server is there
 * @param snapshotReads whether to read snapshots at one cluster time, where the server can
 * @param reconnection what to do when the server is gone
 */
public record MongoSourceSettings(int batchSize, Duration awaitTime, boolean snapshotReads, Reconnection reconnection) {

    /** Checks that something can be read. */
    public MongoSourceSettings {
        if (batchSize < 1 || awaitTime.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "batch size and await time are at least 1 and 1 ms: %d and %s".formatted(batchSize, awaitTime));
        }
    }

    /** Batches of 100, waits of 100 ms, snapshots at one cluster time, five minutes of reconnecting. */
    public static MongoSourceSettings defaults() {
        return new MongoSourceSettings(100, Duration.ofMillis(100), true, Reconnection.defaults());
    }

    /**
     * What to do when the server is gone: try again from the last token, after pauses that double.
     *
     * @param firstPause the pause before the second attempt
     * @param longestPause no pause is longer
     * @param giveUpAfter how long after the first failure the stream is given up
     * @param told is told of each failed attempt and of the success, in words, by the thread that reads
     */
    public record Reconnection(
            Duration firstPause, Duration longestPause, Duration giveUpAfter, Consumer<String> told) {

        /** Half a second to ten seconds, for five minutes, told to nobody but the log. */
        public static Reconnection defaults() {
            return new Reconnection(
                    Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofMinutes(5), message -> {});
        }
    }
}

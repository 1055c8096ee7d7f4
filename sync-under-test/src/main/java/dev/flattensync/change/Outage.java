package dev.flattensync.change;

import java.time.Duration;

/** The time from the first failure of a stream until it works again. */
final class Outage {
    private final MongoSourceSettings.Reconnection reconnection;
    private final long start = System.nanoTime();
    private int attempts;
    private Duration pause;
    private long nextAttempt;

    Outage(MongoSourceSettings.Reconnection reconnection) {
        this.reconnection = reconnection;
        this.pause = Duration.ZERO;
    }

    /** Notes a failed attempt; each is followed by a longer pause. */
    void failed() {
        attempts++;
        nextAttempt = System.nanoTime() + pause.toNanos();
        Duration doubled = pause.isZero() ? reconnection.firstPause() : pause.multipliedBy(2);
        pause = doubled.compareTo(reconnection.longestPause()) > 0 ? reconnection.longestPause() : doubled;
    }

    /** How many attempts have failed. */
    int attempts() {
        return attempts;
    }

    /** How long it lasts so far. */
    Duration length() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Whether it has lasted too long. */
    boolean hopeless() {
        return length().compareTo(reconnection.giveUpAfter()) >= 0;
    }

    /** How long to wait before the next attempt, in nanoseconds; zero or less if it is due. */
    long untilNextAttempt() {
        return nextAttempt - System.nanoTime();
    }
}

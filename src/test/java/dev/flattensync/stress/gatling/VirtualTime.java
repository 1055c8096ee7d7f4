package dev.flattensync.stress.gatling;

import dev.flattensync.stress.measure.Ticker;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes from one task to the next, as fast as they are done: for tests that say how long things take. */
public final class VirtualTime implements Ticker, Pacer {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::nanos).thenComparingLong(Task::number));
    private long now = 1_000_000_000_000L;
    private final long started = now;
    private long count;

    /** Tasks of one moment are done in the order in which they were given. */
    private record Task(long nanos, long number, Runnable work) {}

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Instant instant() {
        return START.plusNanos(now - started);
    }

    @Override
    public void at(long nanos, Runnable task) {
        tasks.add(new Task(nanos, count++, task));
    }

    /** Has a task done as soon as those are done whose moment has come. */
    public void soon(Runnable task) {
        at(now, task);
    }

    /** Lets time pass in the midst of a task, as when the machine stands still. */
    public void pass(long nanos) {
        now += nanos;
    }

    /** Does all tasks, and those that they give rise to. */
    public void run() {
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            now = Math.max(now, task.nanos());
            task.work().run();
        }
    }
}

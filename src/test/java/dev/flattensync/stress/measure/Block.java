package dev.flattensync.stress.measure;

import dev.flattensync.stress.workload.ChangeKind;
import dev.flattensync.stress.workload.Schedule;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;

/**
 * One contiguous run of one arm: when its changes are due, and when each became visible.
 *
 * <p>Times are nanoseconds of a monotonic clock. Changes are numbered from 0 in the order in which they are due.
 */
public final class Block {
    /** Virtual users come this much before their change is due, which hides how late Gatling may be. */
    public static final long LEAD_NANOS = 1_000_000_000L;

    private static final long NOT_DONE = Long.MIN_VALUE;

    private final String arm;
    private final int number;
    private final boolean warmUp;
    private final Schedule schedule;
    private final LongSupplier clock;
    private final AtomicLong start = new AtomicLong(NOT_DONE);
    private final AtomicInteger claimed = new AtomicInteger();
    private final AtomicLongArray latencies;
    private final AtomicReferenceArray<Result> results;

    /** What became of a change. */
    private record Result(ChangeKind kind, boolean ok) {}

    /** Takes one change after the other. */
    @FunctionalInterface
    public interface SampleConsumer {
        /**
         * @param plateau the index of the step that it was due in, or {@link Schedule#TRANSITION}
         * @param latencyNanos from due to visible; for a failed change the time-out
         */
        void accept(ChangeKind kind, int plateau, long latencyNanos, boolean ok);
    }

    /**
     * @param arm the arm's label
     * @param number the block's place in the run, from 1
     * @param warmUp whether it is not measured
     * @param clock the time in nanoseconds
     */
    public Block(String arm, int number, boolean warmUp, Schedule schedule, LongSupplier clock) {
        this.arm = arm;
        this.number = number;
        this.warmUp = warmUp;
        this.schedule = schedule;
        this.clock = clock;
        this.latencies = new AtomicLongArray(schedule.size());
        this.results = new AtomicReferenceArray<>(schedule.size());
        for (int i = 0; i < schedule.size(); i++) {
            latencies.set(i, NOT_DONE);
        }
    }

    /** The arm's label. */
    public String arm() {
        return arm;
    }

    /** The block's place in the run, from 1. */
    public int number() {
        return number;
    }

    /** Whether it is not measured. */
    public boolean warmUp() {
        return warmUp;
    }

    /** When its changes are due. */
    public Schedule schedule() {
        return schedule;
    }

    /** Takes the next change, and with the first one starts the block; negative if none is left. */
    public int claim() {
        start.compareAndSet(NOT_DONE, clock.getAsLong() + LEAD_NANOS);
        int change = claimed.getAndIncrement();
        return change < schedule.size() ? change : -1;
    }

    /** When a change is due; the block must have started. */
    public long dueNanos(int change) {
        return start.get() + schedule.dueNanos()[change];
    }

    /** Notes that a change became visible at this moment. */
    public void visible(int change, ChangeKind kind) {
        results.set(change, new Result(kind, true));
        latencies.set(change, clock.getAsLong() - dueNanos(change));
    }

    /**
     * Notes that a change failed. However soon that was, it counts as long as the time-out: a sync that fails fast must
     * not look fast.
     *
     * @param timeoutNanos how long a change may take
     */
    public void failed(int change, ChangeKind kind, long timeoutNanos) {
        results.set(change, new Result(kind, false));
        latencies.set(change, timeoutNanos);
    }

    /** The changes that are done. */
    public void forEachSample(SampleConsumer samples) {
        for (int i = 0; i < schedule.size(); i++) {
            if (latencies.get(i) != NOT_DONE) {
                samples.accept(
                        results.get(i).kind(),
                        schedule.plateaus()[i],
                        latencies.get(i),
                        results.get(i).ok());
            }
        }
    }

    /** How many changes are not done. */
    public int unfinished() {
        int unfinished = 0;
        for (int i = 0; i < schedule.size(); i++) {
            unfinished += latencies.get(i) == NOT_DONE ? 1 : 0;
        }
        return unfinished;
    }

    /** How many changes failed. */
    public int failed() {
        int failed = 0;
        for (int i = 0; i < schedule.size(); i++) {
            failed += results.get(i) != null && !results.get(i).ok() ? 1 : 0;
        }
        return failed;
    }

    /**
     * How many changes were due, but not visible, at a moment.
     *
     * @param nanos since the block's start
     */
    public int backlogAt(long nanos) {
        int backlog = 0;
        for (int i = 0; i < schedule.size(); i++) {
            long due = schedule.dueNanos()[i];
            boolean visible = latencies.get(i) != NOT_DONE && due + latencies.get(i) <= nanos;
            backlog += due <= nanos && !visible ? 1 : 0;
        }
        return backlog;
    }
}

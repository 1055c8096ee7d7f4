package dev.flattensync.stress.measure;

import dev.flattensync.stress.workload.ChangeKind;
import dev.flattensync.stress.workload.InjectionProfile;
import dev.flattensync.stress.workload.Schedule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * One contiguous run of one arm: when its changes are due, when each was started, handed to the sync, and visible.
 *
 * <p>Times are nanoseconds of a monotonic clock. Changes are numbered from 0 in the order in which they are due.
 */
public final class Block {
    /** Virtual users come this much before their change is due, which hides how late Gatling may be. */
    public static final long LEAD_NANOS = 1_000_000_000L;

    /** For a block that goes on however many changes wait. */
    public static final int ANY_BACKLOG = Integer.MAX_VALUE;

    private static final long NEVER = Long.MAX_VALUE;
    private static final long NOT_STARTED = Long.MIN_VALUE;
    private static final int MOST_SLICES = 60;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MEDIAN = 50;

    private final String arm;
    private final int number;
    private final boolean warmUp;
    private final Schedule schedule;
    private final int mostWaiting;
    private final Ticker ticker;
    private final AtomicReference<Start> start = new AtomicReference<>();
    private final AtomicInteger claimed = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicLongArray started;
    private final AtomicLongArray handed;
    private final AtomicReferenceArray<Sample> samples;
    private volatile boolean abandoned;

    /** The moment from which due moments count, by both clocks. */
    private record Start(long nanos, Instant instant) {}

    /**
     * @param arm the arm's label
     * @param number the block's place in the run, from 1
     * @param warmUp whether it is not measured
     * @param mostWaiting with more changes than that started and not done, the block is abandoned: the sync is beyond
     *     its limit; {@link #ANY_BACKLOG} if it is to go on
     */
    public Block(String arm, int number, boolean warmUp, Schedule schedule, int mostWaiting, Ticker ticker) {
        this.arm = arm;
        this.number = number;
        this.warmUp = warmUp;
        this.schedule = schedule;
        this.mostWaiting = mostWaiting;
        this.ticker = ticker;
        this.started = new AtomicLongArray(schedule.size());
        IntStream.range(0, schedule.size()).forEach(change -> started.set(change, NOT_STARTED));
        this.handed = new AtomicLongArray(schedule.size());
        this.samples = new AtomicReferenceArray<>(schedule.size());
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
        if (start.get() == null) {
            start.compareAndSet(
                    null,
                    new Start(ticker.nanos() + LEAD_NANOS, ticker.instant().plusNanos(LEAD_NANOS)));
        }
        int change = claimed.getAndIncrement();
        return change < schedule.size() ? change : -1;
    }

    /** Whether a change was taken. */
    public boolean hasStarted() {
        return start.get() != null;
    }

    /** Whether a change is left to take. */
    public boolean hasUnclaimed() {
        return claimed.get() < schedule.size();
    }

    /** When a change is due; the block must have started. */
    public long dueNanos(int change) {
        return start.get().nanos() + schedule.dueNanos()[change];
    }

    /** When the block's first moment comes; the block must have started. */
    public long startNanos() {
        return start.get().nanos();
    }

    /** When its schedule ends, whatever still waits then; the block must have started. */
    public long endNanos() {
        return startNanos() + InjectionProfile.length(schedule.steps()).toNanos();
    }

    /** The time of day when the block's first moment comes; the block must have started. */
    public Instant startInstant() {
        return start.get().instant();
    }

    /** The time of day when a change is due; the block must have started. */
    public Instant dueInstant(int change) {
        return startInstant().plusNanos(schedule.dueNanos()[change]);
    }

    /**
     * Notes that a change is being done from now on.
     *
     * @return false if the block is abandoned, and the change must not be done
     */
    public boolean start(int change) {
        if (waiting.get() >= mostWaiting) {
            abandoned = true;
        }
        if (!abandoned) {
            started.set(change, ticker.nanos());
            waiting.incrementAndGet();
        }
        return !abandoned;
    }

    /** Notes that the sync could see a change from now on. */
    public void handed(int change) {
        handed.set(change, ticker.nanos());
    }

    /**
     * Notes that a change became visible now.
     *
     * @return false if it was done before
     */
    public boolean visible(int change, ChangeKind kind) {
        long now = ticker.nanos();
        return done(change, kind, now - dueNanos(change), now - handed.get(change), true);
    }

    /**
     * Notes that a change failed. However soon that was, it counts as long as the time-out: a sync that fails fast must
     * not look fast.
     *
     * @param timeoutNanos how long a change may take
     * @return false if it was done before
     */
    public boolean failed(int change, ChangeKind kind, long timeoutNanos) {
        return done(change, kind, timeoutNanos, timeoutNanos, false);
    }

    private boolean done(int change, ChangeKind kind, long syncLatencyNanos, long serviceTimeNanos, boolean ok) {
        Sample sample = new Sample(
                kind,
                schedule.plateaus()[change],
                syncLatencyNanos,
                serviceTimeNanos,
                started.get(change) - dueNanos(change),
                ok);
        boolean first = samples.compareAndSet(change, null, sample);
        if (first) {
            waiting.decrementAndGet();
            done.incrementAndGet();
            if (!ok) {
                failed.incrementAndGet();
            }
        }
        return first;
    }

    /** The changes that are done. */
    public void forEachSample(Consumer<Sample> action) {
        for (int i = 0; i < schedule.size(); i++) {
            Sample sample = samples.get(i);
            if (sample != null) {
                action.accept(sample);
            }
        }
    }

    /** Whether changes that were not started never will be, since too many waited. */
    public boolean isAbandoned() {
        return abandoned;
    }

    /** Whether nothing more will happen: all changes are done, or all that were started before it was abandoned. */
    public boolean isOver() {
        return unfinished() == 0;
    }

    /** How many changes are not done; of an abandoned block only those that were started count. */
    public int unfinished() {
        return abandoned ? waiting.get() : schedule.size() - done.get();
    }

    /** How many changes are done, failed ones included. */
    public int done() {
        return done.get();
    }

    /** How many changes failed. */
    public int failed() {
        return failed.get();
    }

    /** How many changes are due by a moment and not done by now; the block must have started. */
    public int backlog(long nanos) {
        return Math.max(0, schedule.dueBy(nanos - startNanos()) - done());
    }

    /** How many changes were due and not done when its schedule ended; the block must be over. */
    public int backlogAtEnd() {
        long end = endNanos() - startNanos();
        int backlog = 0;
        for (int change = 0; change < schedule.size(); change++) {
            Sample sample = samples.get(change);
            backlog += sample == null || schedule.dueNanos()[change] + sample.syncLatencyNanos() > end ? 1 : 0;
        }
        return backlog;
    }

    /** The latencies in the course of the block: by the second, of a long block in 60 parts of whole seconds. */
    public List<TimeSlice> timeline() {
        double length = InjectionProfile.length(schedule.steps()).toNanos() / NANOS_PER_SECOND;
        double seconds = Math.max(1, Math.ceil(length / MOST_SLICES));
        Map<Integer, Figures> slices = new TreeMap<>();
        for (int change = 0; change < schedule.size(); change++) {
            Sample sample = samples.get(change);
            if (sample != null) {
                int slice = (int) (schedule.dueNanos()[change] / (seconds * NANOS_PER_SECOND));
                slices.computeIfAbsent(slice, number -> new Figures()).add(sample.syncLatencyNanos(), sample.ok());
            }
        }
        return slices.entrySet().stream()
                .map(slice -> new TimeSlice(
                        slice.getKey() * seconds,
                        seconds,
                        slice.getValue().count(),
                        slice.getValue().percentileNanos(MEDIAN),
                        slice.getValue().maxNanos()))
                .toList();
    }

    /** What was offered on the plateau of a step, and what came of it. */
    Load load(int step) {
        long from = schedule.plateauStartNanos(step);
        long to = schedule.plateauEndNanos(step);
        Load.Counter counter = new Load.Counter(schedule.steps().get(step).rate(), from, to, abandoned);
        for (int change = 0; change < schedule.size(); change++) {
            long due = schedule.dueNanos()[change];
            Sample sample = samples.get(change);
            boolean failed = sample == null || !sample.ok();
            boolean leftOut = abandoned && started.get(change) == NOT_STARTED;
            counter.add(
                    due,
                    // Who waited for a change that failed gave up at the time-out.
                    sample == null ? NEVER : due + sample.syncLatencyNanos(),
                    schedule.plateaus()[change] == step,
                    failed && !leftOut);
        }
        return counter.load();
    }
}

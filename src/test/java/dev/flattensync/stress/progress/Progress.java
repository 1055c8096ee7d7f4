package dev.flattensync.stress.progress;

import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.measure.Ticker;
import dev.flattensync.stress.report.Console;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Tells what a run is at. On a terminal that is the last line, twice a second; else a line that stays, whenever nothing
 * was printed for 10 seconds, so that a log neither floods nor looks dead.
 */
public final class Progress implements AutoCloseable {
    private static final long PERIOD_MILLIS = 500;
    private static final long SILENCE_NANOS = 10_000_000_000L;

    private final Console console;
    private final Ticker ticker;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, Progress::daemon);
    private volatile Optional<Activity> activity = Optional.empty();
    private volatile Optional<TimeLeft> plan = Optional.empty();
    private volatile Optional<TimeLeft> timeLeft = Optional.empty();
    private long linesSeen;
    private long silentSince;

    /** Progress that is told when {@link #tick} is called. */
    public Progress(Console console, Ticker ticker) {
        this.console = console;
        this.ticker = ticker;
        this.linesSeen = console.lines();
        this.silentSince = ticker.nanos();
    }

    /** Progress that is told by a thread of its own until it is closed. */
    public static Progress started(Console console, Ticker ticker) {
        Progress progress = new Progress(console, ticker);
        progress.thread.scheduleWithFixedDelay(progress::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return progress;
    }

    /** The run has these blocks, so the time that is left can be told from the first one on. */
    public void planned(List<Block> blocks) {
        plan = Optional.of(new TimeLeft(blocks));
    }

    /** The run does something else from now on. */
    public void doing(String what) {
        loading(what, 0);
    }

    /**
     * The run writes rows from now on.
     *
     * @param total how many there are at the end
     * @return is to be told how many are written
     */
    public LongConsumer loading(String what, long total) {
        Work work = new Work(what, total, ticker.nanos());
        activity = Optional.of(work);
        return work;
    }

    /**
     * The changes of a block are made from now on.
     *
     * @param place where in the run the block is: {@code block 3 of 8}
     */
    public void running(String place, Block block) {
        activity = Optional.of(new RunningBlock(place, block));
        timeLeft = plan;
    }

    /** The run does nothing of its own until it tells more. */
    public synchronized void idle() {
        activity = Optional.empty();
        console.status("");
    }

    /** All blocks have run, so the time that is left is not known any more. */
    public void allRun() {
        timeLeft = Optional.empty();
    }

    /** Tells what the run is at. */
    public synchronized void tick() {
        if (thread.isShutdown() || activity.isEmpty()) {
            return;
        }
        long now = ticker.nanos();
        String text = activity.get().text(now)
                + timeLeft.map(left -> text(left.at(now))).orElse("");
        if (console.terminal().interactive()) {
            console.status(text);
            return;
        }
        if (console.lines() != linesSeen) {
            linesSeen = console.lines();
            silentSince = now;
        } else if (now - silentSince >= SILENCE_NANOS) {
            console.line("  %s", text);
            linesSeen = console.lines();
            silentSince = now;
        }
    }

    /** Ends the thread, and clears the line on the terminal. */
    @Override
    public synchronized void close() {
        thread.shutdownNow();
        console.status("");
    }

    /** Short, so that all of it fits in 80 columns. */
    private static String text(Duration left) {
        long seconds = (left.toMillis() + 999) / 1_000;
        return String.format(Locale.ROOT, ", %d:%02d left", seconds / 60, seconds % 60);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    }
}

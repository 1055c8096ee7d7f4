package dev.flattensync.stress.gatling;

import dev.flattensync.stress.measure.Ticker;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread that sleeps until the next moment comes. */
public final class ThreadPacer implements Pacer, AutoCloseable {
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread daemon = new Thread(task, "pacer");
        daemon.setDaemon(true);
        return daemon;
    });

    @Override
    public void at(long nanos, Runnable task) {
        try {
            thread.schedule(task, nanos - Ticker.SYSTEM.nanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // The run has ended; nobody waits for it.
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

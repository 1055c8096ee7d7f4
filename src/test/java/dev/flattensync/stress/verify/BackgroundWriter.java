package dev.flattensync.stress.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.workload.OperationSequence;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Does one operation after the other until it is closed, with a short pause after each. */
final class BackgroundWriter implements AutoCloseable {
    private static final long PAUSE_NANOS = 500_000;
    private static final int PATIENCE_SECONDS = 60;

    private final Thread thread;
    private volatile boolean closed;
    private volatile long written;
    private volatile Throwable failure;

    private BackgroundWriter(ChangeLog log, OperationSequence operations) {
        this.thread = new Thread(() -> write(log, operations), "background writer");
    }

    static BackgroundWriter start(SyncedBlog blog) {
        BackgroundWriter writer = new BackgroundWriter(blog.log(), blog.operations());
        writer.thread.start();
        return writer;
    }

    private void write(ChangeLog log, OperationSequence operations) {
        try {
            while (!closed) {
                log.apply(operations.next());
                written++;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /** Waits until it has done so many operations more. */
    void awaitMore(int operations) {
        long enough = written + operations;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (written < enough) {
            assertThat(failure).isNull();
            assertThat(System.nanoTime()).as("writer stands still").isLessThan(deadline);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Stops it; returns when it has done its last operation. */
    void stop() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(thread.isAlive()).isFalse();
        assertThat(failure).isNull();
    }

    @Override
    public void close() {
        stop();
    }
}

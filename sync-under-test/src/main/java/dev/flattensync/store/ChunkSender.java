package dev.flattensync.store;

import dev.flattensync.schema.FlatTable;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Sends chunks of rows on a thread of its own, one at a time, so that the next one is made while PostgreSQL takes this.
 * Two buffers take turns: whoever hands over a full one gets the one that was sent before. Used by one thread.
 */
final class ChunkSender implements AutoCloseable {
    private final Sending sending;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(ChunkSender::thread);
    private Future<CopyRows> former = CompletableFuture.completedFuture(new CopyRows());

    /** @param sending is called on the other thread */
    ChunkSender(Sending sending) {
        this.sending = sending;
    }

    /** Sends a chunk. */
    @FunctionalInterface
    interface Sending {
        void send(FlatTable table, CopyRows rows) throws SQLException;
    }

    /**
     * Has a chunk sent, as soon as the former one is.
     *
     * @param full belongs to the sender from now on
     * @return an empty one to go on with
     * @throws SQLException if the former one could not be sent, or the thread is interrupted
     */
    CopyRows handOver(FlatTable table, CopyRows full) throws SQLException {
        CopyRows empty = awaitSent();
        former = executor.submit(() -> {
            sending.send(table, full);
            full.clear();
            return full;
        });
        return empty;
    }

    /**
     * Waits until all that was handed over is sent.
     *
     * @return the buffer in which the last chunk was, empty
     * @throws SQLException if it could not be sent, or the thread is interrupted
     */
    CopyRows awaitSent() throws SQLException {
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return former.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while rows were sent", e);
        } catch (ExecutionException e) {
            throw cause(e);
        }
    }

    /** The failure as it was thrown on the other thread. */
    private static SQLException cause(ExecutionException e) {
        if (e.getCause() instanceof SQLException failure) {
            return failure;
        } else if (e.getCause() instanceof RuntimeException failure) {
            throw failure;
        }
        throw (Error) e.getCause();
    }

    /** Waits until the chunk at hand is sent or refused: only then is the connection the caller's alone again. */
    @Override
    public void close() {
        executor.shutdown();
        boolean interrupted = false;
        while (!executor.isTerminated()) {
            try {
                executor.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "flatten-sync copy");
        thread.setDaemon(true);
        return thread;
    }
}

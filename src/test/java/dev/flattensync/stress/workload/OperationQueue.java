package dev.flattensync.stress.workload;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Operations made ahead by a thread of their own, so that no change waits for its operation to be made, and a digest of
 * those that were drawn.
 */
public final class OperationQueue implements AutoCloseable {
    private static final int AHEAD = 512;

    private final BlockingQueue<Prepared> ahead = new ArrayBlockingQueue<>(AHEAD);
    private final MessageDigest drawn = sha256();
    private final OperationSequence sequence;
    private final Thread thread;
    private volatile Throwable failure;
    private long count;

    /** An operation and the digest of all it says. */
    private record Prepared(Operation operation, byte[] digest) {}

    /** Starts to make operations. */
    public OperationQueue(OperationSequence sequence, String name) {
        this.sequence = sequence;
        this.thread = new Thread(this::produce, "operations " + name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The next operation of the sequence. Called by one thread.
     *
     * @throws InterruptedException if the thread is interrupted while it waits for one
     * @throws IllegalStateException if none can be made
     */
    public Operation next() throws InterruptedException {
        Prepared next = ahead.poll();
        while (next == null) {
            if (failure != null) {
                throw new IllegalStateException("no operation could be made", failure);
            }
            next = ahead.poll(100, TimeUnit.MILLISECONDS);
        }
        synchronized (drawn) {
            drawn.update(next.digest());
            count++;
        }
        return next.operation();
    }

    /** The SHA-256 over the operations drawn so far: equal for equal sequences. */
    public String digest() {
        synchronized (drawn) {
            try {
                return HexFormat.of().formatHex(((MessageDigest) drawn.clone()).digest());
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("SHA-256 of this JDK can't be read while it grows", e);
            }
        }
    }

    /** How many operations were drawn so far. */
    public long count() {
        synchronized (drawn) {
            return count;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void produce() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Operation operation = sequence.next();
                // Records print all they hold.
                ahead.put(new Prepared(
                        operation, sha256().digest(operation.toString().getBytes(StandardCharsets.UTF_8))));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

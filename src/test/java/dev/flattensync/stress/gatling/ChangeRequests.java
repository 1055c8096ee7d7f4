package dev.flattensync.stress.gatling;

import dev.flattensync.stress.environment.Arm;
import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.workload.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bson.BsonTimestamp;

/**
 * The changes of one block. Each virtual user takes the next one, waits until it is due, does it, and has its response
 * when its rows are committed.
 *
 * <p>A change is done on the scheduler's single thread, so the operations reach the documents in the order of their
 * sequence.
 */
public final class ChangeRequests implements AsyncRequest {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Arm arm;
    private final Block block;
    private final Duration timeout;
    private final ScheduledExecutorService scheduler;
    private final Executor responses;
    private final Runnable onStart;

    /**
     * @param timeout from when a change was due
     * @param scheduler one thread, which does the changes
     * @param responses where virtual users go on, so that neither the sync nor the scheduler does their work
     * @param onStart is run when the first user comes
     */
    public ChangeRequests(
            Arm arm,
            Block block,
            Duration timeout,
            ScheduledExecutorService scheduler,
            Executor responses,
            Runnable onStart) {
        this.arm = arm;
        this.block = block;
        this.timeout = timeout;
        this.scheduler = scheduler;
        this.responses = responses;
        this.onStart = onStart;
    }

    @Override
    public CompletableFuture<Optional<Response>> send() {
        int change = block.claim();
        if (change < 0) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (change == 0) {
            onStart.run();
        }
        CompletableFuture<Optional<Response>> response = new CompletableFuture<>();
        scheduler.schedule(
                () -> change(change, response), block.dueNanos(change) - System.nanoTime(), TimeUnit.NANOSECONDS);
        return response;
    }

    private void change(int change, CompletableFuture<Optional<Response>> response) {
        try {
            Operation operation = arm.operations().next();
            BsonTimestamp time = arm.primary().apply(operation);
            long patience = timeout.toNanos() - (System.nanoTime() - block.dueNanos(change));
            arm.sync()
                    .whenVisible(time)
                    // A time-out of this change's own: a sync may give all who wait for a batch the same future.
                    .copy()
                    .orTimeout(patience, TimeUnit.NANOSECONDS)
                    .whenComplete((visible, failure) -> done(change, operation, failure, response));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            response.completeExceptionally(e);
        }
    }

    private void done(
            int change, Operation operation, Throwable failure, CompletableFuture<Optional<Response>> response) {
        if (failure == null) {
            block.visible(change, operation.kind());
        } else {
            block.failed(change, operation.kind(), timeout.toNanos());
        }
        long end = System.currentTimeMillis();
        long start = end - (System.nanoTime() - block.dueNanos(change)) / NANOS_PER_MILLI;
        Optional<String> error = Optional.ofNullable(failure).map(this::message);
        responses.execute(() ->
                response.complete(Optional.of(new Response(operation.kind().label(), start, end, error))));
    }

    private String message(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof TimeoutException
                ? "not visible " + timeout.toSeconds() + " s after it was due"
                : cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}

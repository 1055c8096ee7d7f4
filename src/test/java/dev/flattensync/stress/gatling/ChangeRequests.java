package dev.flattensync.stress.gatling;

import dev.flattensync.stress.environment.Arm;
import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.measure.Ticker;
import dev.flattensync.stress.workload.ChangeKind;
import dev.flattensync.stress.workload.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.bson.BsonTimestamp;

/**
 * The changes of one block. Each virtual user takes the next one, waits until it is due, does it, and has its response
 * when its rows are committed.
 *
 * <p>A change is done by the pacer, so the operations reach the documents in the order of their sequence.
 */
public final class ChangeRequests implements AsyncRequest {
    private final Arm arm;
    private final Block block;
    private final Duration timeout;
    private final Ticker ticker;
    private final Pacer pacer;
    private final Executor responses;
    private final Runnable onStart;

    /**
     * @param timeout from when a change was due
     * @param pacer does the changes
     * @param responses where virtual users go on, so that neither the sync nor the pacer does their work
     * @param onStart is run when the first user comes
     */
    public ChangeRequests(
            Arm arm, Block block, Duration timeout, Ticker ticker, Pacer pacer, Executor responses, Runnable onStart) {
        this.arm = arm;
        this.block = block;
        this.timeout = timeout;
        this.ticker = ticker;
        this.pacer = pacer;
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
        pacer.at(block.dueNanos(change), () -> change(change, response));
        return response;
    }

    private void change(int change, CompletableFuture<Optional<Response>> response) {
        if (!block.start(change)) {
            respond(response, Optional.empty());
            return;
        }
        try {
            Operation operation = arm.operations().next();
            BsonTimestamp time = arm.primary().apply(operation);
            block.handed(change);
            CompletableFuture<Void> visible = whenVisible(time);
            visible.whenComplete((nothing, failure) -> {
                if (failure == null) {
                    visible(change, operation.kind(), response);
                } else {
                    failed(change, operation.kind(), message(failure), response);
                }
            });
            if (!visible.isDone()) {
                String error = "not visible " + timeout.toSeconds() + " s after it was due";
                pacer.at(
                        block.dueNanos(change) + timeout.toNanos(),
                        () -> failed(change, operation.kind(), error, response));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            response.completeExceptionally(e);
        }
    }

    /** A sync that throws has failed like one that says so later. */
    private CompletableFuture<Void> whenVisible(BsonTimestamp time) {
        try {
            return arm.sync().whenVisible(time);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void visible(int change, ChangeKind kind, CompletableFuture<Optional<Response>> response) {
        if (block.visible(change, kind)) {
            respond(response, Optional.of(response(change, kind, Optional.empty())));
        }
    }

    private void failed(int change, ChangeKind kind, String error, CompletableFuture<Optional<Response>> response) {
        if (block.failed(change, kind, timeout.toNanos())) {
            respond(response, Optional.of(response(change, kind, Optional.of(error))));
        }
    }

    private Response response(int change, ChangeKind kind, Optional<String> error) {
        long end = block.dueInstant(change)
                .plusNanos(Math.max(0, ticker.nanos() - block.dueNanos(change)))
                .toEpochMilli();
        return new Response(kind.label(), block.dueInstant(change).toEpochMilli(), end, error);
    }

    private void respond(CompletableFuture<Optional<Response>> response, Optional<Response> result) {
        responses.execute(() -> response.complete(result));
    }

    private static String message(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}

package dev.flattensync.stress.gatling;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A check of ours that blocks for a while, and shows in Gatling's report as a request. */
public final class BackgroundRequest implements AsyncRequest {
    private final String name;
    private final Executor executor;
    private final Callable<Optional<String>> check;
    private volatile Optional<Response> response = Optional.empty();

    /**
     * @param name the request's name
     * @param executor where the check may block
     * @param check returns why the request failed; empty if it is OK
     */
    public BackgroundRequest(String name, Executor executor, Callable<Optional<String>> check) {
        this.name = name;
        this.executor = executor;
        this.check = check;
    }

    /** The request's name. */
    public String name() {
        return name;
    }

    /** The response of the last time it was sent; empty if there is none yet. */
    public Optional<Response> response() {
        return response;
    }

    @Override
    public CompletableFuture<Optional<Response>> send() {
        return CompletableFuture.supplyAsync(this::run, executor);
    }

    private Optional<Response> run() {
        long start = System.currentTimeMillis();
        Optional<String> error;
        try {
            error = check.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            error = Optional.of("interrupted");
        } catch (Exception e) {
            error = Optional.of(String.valueOf(e.getMessage()));
        }
        response = Optional.of(new Response(name, start, System.currentTimeMillis(), error));
        return response;
    }
}

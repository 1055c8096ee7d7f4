package dev.flattensync.stress.gatling;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Something of ours that Gatling runs and logs like a request. */
@FunctionalInterface
public interface AsyncRequest {

    /**
     * Starts the request for one virtual user. Must not block: this runs on Gatling's event loop.
     *
     * @return completes, on any thread, with what is to be logged; empty if there was nothing to do for this user
     */
    CompletableFuture<Optional<Response>> send();

    /**
     * What Gatling logs.
     *
     * @param name the request's name
     * @param startMillis when it started, milliseconds since 1970
     * @param endMillis when it ended
     * @param error why it failed; empty if it is OK
     */
    record Response(String name, long startMillis, long endMillis, Optional<String> error) {}
}

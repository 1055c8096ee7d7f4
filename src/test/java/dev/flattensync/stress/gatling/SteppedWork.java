package dev.flattensync.stress.gatling;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * Work that runs on a thread of its own, step by step: a step is done when a virtual user asks for it, and shows in
 * Gatling's report as a request. So work that decides as it goes reads from top to bottom, and Gatling still drives it.
 */
public final class SteppedWork implements AutoCloseable {
    private static final Duration PATIENCE_AT_END = Duration.ofMinutes(1);

    private final Thread thread;
    private CompletableFuture<Optional<AsyncRequest.Response>> wanted;
    private volatile Optional<Step> done = Optional.empty();
    private volatile boolean over;
    private Throwable failure;

    /** What can be done step by step. */
    @FunctionalInterface
    public interface Work {
        /** Does it all; what it throws fails the run. */
        void run(SteppedWork steps) throws Exception;
    }

    /** A step that was done, and the groups it is shown in, outermost first. */
    private record Step(List<String> groups, AsyncRequest.Response response) {}

    /**
     * Nothing is done until a virtual user asks for the first step.
     *
     * @param name of the thread, and of a failure outside of all steps
     */
    public SteppedWork(String name, Work work) {
        this.thread = new Thread(() -> run(name, work), name);
        thread.setDaemon(true);
    }

    private void run(String name, Work work) {
        try {
            work.run(this);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | Error e) {
            if (!e.equals(failure)) {
                fail(name, e);
            }
        } finally {
            end();
        }
    }

    /** A failure outside of all steps shows as a step of its own. */
    private void fail(String name, Throwable problem) {
        try {
            step(List.of(name, name), name, () -> Optional.of(words(problem)));
        } catch (Exception e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Does a step when a virtual user asks for one. Called by the work itself.
     *
     * @param groups the two groups it is shown in, the outer one first
     * @param name the request's name
     * @param action returns why the request failed; empty if it is OK
     * @throws InterruptedException if the run ends before
     * @throws Exception what the action throws, for the work to end with; the request has failed
     */
    public void step(List<String> groups, String name, Callable<Optional<String>> action) throws Exception {
        CompletableFuture<Optional<AsyncRequest.Response>> asked = await();
        long start = System.currentTimeMillis();
        Optional<String> error = Optional.empty();
        try {
            error = action.call();
        } catch (Exception | Error e) {
            failure = e;
            error = Optional.of(words(e));
            throw e;
        } finally {
            done = Optional.of(
                    new Step(groups, new AsyncRequest.Response(name, start, System.currentTimeMillis(), error)));
            asked.complete(Optional.empty());
        }
    }

    private static String words(Throwable problem) {
        return problem.getMessage() == null ? problem.toString() : problem.getMessage();
    }

    private synchronized CompletableFuture<Optional<AsyncRequest.Response>> await() throws InterruptedException {
        while (wanted == null) {
            wait();
        }
        CompletableFuture<Optional<AsyncRequest.Response>> asked = wanted;
        wanted = null;
        return asked;
    }

    /** The last step may not be logged yet. */
    private void end() {
        Optional<CompletableFuture<Optional<AsyncRequest.Response>>> asked;
        synchronized (this) {
            over = true;
            asked = Optional.ofNullable(wanted);
        }
        asked.ifPresent(future -> future.complete(Optional.empty()));
    }

    /** Whether no step is left. */
    public boolean isOver() {
        return over;
    }

    /** Whether a step was done that has not been logged. */
    public boolean isDone() {
        return done.isPresent();
    }

    /** The group that the step that was done is shown in. */
    public String group(int depth) {
        return done.map(step -> step.groups().get(depth)).orElse("");
    }

    /** Has the next step done; logs nothing. */
    public AsyncRequest next() {
        return () -> {
            synchronized (this) {
                if (over) {
                    return CompletableFuture.completedFuture(Optional.empty());
                }
                if (thread.getState() == Thread.State.NEW) {
                    thread.start();
                }
                wanted = new CompletableFuture<>();
                notifyAll();
                return wanted;
            }
        };
    }

    /** Logs the step that was done. */
    public AsyncRequest log() {
        return () -> {
            Optional<AsyncRequest.Response> response = done.map(Step::response);
            done = Optional.empty();
            return CompletableFuture.completedFuture(response);
        };
    }

    /** Breaks the work off, and waits for it to clear up. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE_AT_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

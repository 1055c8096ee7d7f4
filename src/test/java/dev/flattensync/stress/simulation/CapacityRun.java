package dev.flattensync.stress.simulation;

import dev.flattensync.stress.capacity.CapacitySearch;
import dev.flattensync.stress.capacity.Probe;
import dev.flattensync.stress.gatling.AsyncRequest;
import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.measure.PlateauRun;
import dev.flattensync.stress.measure.Validity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The search for one arm's capacity: its virtual users do the changes of one probe after the other, and wait in
 * between, until the search has ended. Gatling fixes injection when a simulation is built, so the users are there from
 * the start and the rate is the schedule's of the probe that is going on.
 */
final class CapacityRun implements AsyncRequest {
    private final CapacitySearch search;
    private final Probes probes;
    private final Executor executor;
    private final List<PlateauRun> plateaus = new ArrayList<>();
    private final List<CompletableFuture<Optional<Response>>> parked = new ArrayList<>();
    private Optional<Active> active = Optional.empty();
    private Optional<Throwable> failure = Optional.empty();
    private State state = State.NEW;

    private enum State {
        NEW,
        GOING_ON,
        FINISHED
    }

    /** A block that is going on, and the probe that it is; none for the warm-up. */
    private record Active(Optional<Probe> probe, Block block, AsyncRequest changes) {}

    /** What a search needs of the run that it is part of. All of it is called by the executor. */
    interface Probes {
        /** A block that is run first and not measured; empty for none. */
        Optional<Block> warmUp();

        /** The block of a probe: one plateau. */
        Block block(Probe probe);

        /** Gets all ready for a block; may take its time. */
        void before(Block block);

        /** The changes of a block. */
        AsyncRequest changes(Block block);

        /** Is told of each block that is over, the warm-up too. */
        void over(Block block);

        /** What happened on the plateau of a block that is over. */
        PlateauRun plateau(Block block);

        /** Judges a plateau. */
        Validity judge(PlateauRun plateau);

        /** Is told of each probe that is over. */
        void after(Probe probe, PlateauRun plateau, Validity validity);
    }

    /** @param executor runs what happens between probes, one task after the other */
    CapacityRun(CapacitySearch search, Probes probes, Executor executor) {
        this.search = search;
        this.probes = probes;
        this.executor = executor;
    }

    /** Whether the search has ended. */
    synchronized boolean isFinished() {
        return state == State.FINISHED;
    }

    /** Why the search did not come to its end; empty if it did, or may still. */
    synchronized Optional<Throwable> failure() {
        return failure;
    }

    /** What happened in each probe, in their order. */
    synchronized List<PlateauRun> plateaus() {
        return List.copyOf(plateaus);
    }

    @Override
    public synchronized CompletableFuture<Optional<Response>> send() {
        if (state == State.NEW) {
            state = State.GOING_ON;
            inBetween(() ->
                    probes.warmUp().ifPresentOrElse(block -> begin(Optional.empty(), block), this::beginNextProbe));
        }
        if (state == State.FINISHED) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (active.isPresent() && active.get().block().hasUnclaimed()) {
            Active claimedFrom = active.get();
            return claimedFrom.changes().send().whenComplete((response, failure) -> {
                if (failure == null) {
                    endIfOver(claimedFrom);
                } else {
                    // A change that can't be done is never over, and neither would its block be.
                    fail(failure);
                }
            });
        }
        CompletableFuture<Optional<Response>> waiting = new CompletableFuture<>();
        parked.add(waiting);
        return waiting;
    }

    /** What goes wrong ends the search: nobody else would tell those who wait. */
    private void inBetween(Runnable task) {
        executor.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                fail(e);
            }
        });
    }

    private void fail(Throwable cause) {
        synchronized (this) {
            failure = failure.or(() -> Optional.of(cause));
        }
        release(State.FINISHED, Optional.empty());
    }

    private void beginNextProbe() {
        Optional<Probe> probe = search.next();
        if (probe.isPresent()) {
            begin(probe, probes.block(probe.get()));
        } else {
            release(State.FINISHED, Optional.empty());
        }
    }

    private void begin(Optional<Probe> probe, Block block) {
        if (block.schedule().size() == 0) {
            throw new IllegalStateException("no change is due in block " + block.number());
        }
        probes.before(block);
        release(State.GOING_ON, Optional.of(new Active(probe, block, probes.changes(block))));
    }

    /** Has those who wait look what is to be done now. A search that has ended is not taken up again. */
    private void release(State newState, Optional<Active> newActive) {
        List<CompletableFuture<Optional<Response>>> released;
        synchronized (this) {
            boolean ended = state == State.FINISHED;
            state = ended ? state : newState;
            active = ended ? Optional.empty() : newActive;
            released = List.copyOf(parked);
            parked.clear();
        }
        released.forEach(waiting -> waiting.complete(Optional.empty()));
    }

    private synchronized void endIfOver(Active ended) {
        if (active.equals(Optional.of(ended)) && ended.block().isOver()) {
            active = Optional.empty();
            inBetween(() -> end(ended));
        }
    }

    private void end(Active ended) {
        probes.over(ended.block());
        ended.probe().ifPresent(probe -> {
            PlateauRun plateau = probes.plateau(ended.block());
            Validity validity = probes.judge(plateau);
            synchronized (this) {
                plateaus.add(plateau);
            }
            search.record(probe, validity);
            probes.after(probe, plateau, validity);
        });
        beginNextProbe();
    }
}

package dev.flattensync.stress.verify;

import dev.flattensync.SyncListener;
import dev.flattensync.SyncState;
import dev.flattensync.flatten.MappingViolationException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps all that a sync tells. */
final class RecordingListener implements SyncListener {
    private final List<SyncState> states = new CopyOnWriteArrayList<>();
    private final List<Batch> batches = new CopyOnWriteArrayList<>();
    private final List<MappingViolationException> skipped = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Override
    public void state(SyncState state) {
        states.add(state);
    }

    @Override
    public void committed(Batch batch) {
        batches.add(batch);
    }

    @Override
    public void skipped(MappingViolationException violation) {
        skipped.add(violation);
    }

    @Override
    public void failed(Throwable cause) {
        failures.add(cause);
    }

    List<SyncState> states() {
        return states;
    }

    List<Batch> batches() {
        return batches;
    }

    List<MappingViolationException> skipped() {
        return skipped;
    }

    List<Throwable> failures() {
        return failures;
    }
}

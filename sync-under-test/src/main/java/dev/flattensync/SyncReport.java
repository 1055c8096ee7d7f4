package dev.flattensync;

import dev.flattensync.change.ChangeBatch;
import dev.flattensync.flatten.MappingViolationException;
import dev.flattensync.mapping.ViolationKind;
import dev.flattensync.store.WriteCounter;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bson.BsonTimestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a sync tells of itself: its state, its counts, and all of it to the listener. */
final class SyncReport {
    private static final Logger LOG = LoggerFactory.getLogger(SyncReport.class);

    private final SyncSettings settings;
    private final WriteCounter counter;
    private final Map<ViolationKind, Long> violations = new EnumMap<>(ViolationKind.class);
    private volatile SyncState state = SyncState.STOPPED;
    private SyncState whenConnected;
    private long textsReplaced;

    SyncReport(SyncSettings settings, WriteCounter counter) {
        this.settings = settings;
        this.counter = counter;
    }

    SyncState state() {
        return state;
    }

    synchronized Map<ViolationKind, Long> violations() {
        return new EnumMap<>(violations);
    }

    synchronized void state(SyncState next) {
        if (next != state) {
            state = next;
            tell(listener -> listener.state(next));
        }
    }

    /** PostgreSQL was lost, or is back. */
    synchronized void connected(boolean isConnected) {
        if (!isConnected && state != SyncState.RECONNECTING) {
            whenConnected = state;
            state(SyncState.RECONNECTING);
        } else if (isConnected && state == SyncState.RECONNECTING) {
            state(whenConnected);
        }
    }

    synchronized void skipped(List<MappingViolationException> skipped) {
        for (MappingViolationException violation : skipped) {
            violations.merge(violation.kind(), 1L, Long::sum);
            LOG.warn("A row was left out of {}: {}", settings.postgresSchema(), violation.getMessage());
            tell(listener -> listener.skipped(violation));
        }
    }

    synchronized void committed(ChangeBatch batch, long rowsWritten, long tookNanos, int backlog) {
        BsonTimestamp watermark = batch.complete().orElseThrow();
        long replaced = counter.textsReplaced();
        SyncListener.Batch told = new SyncListener.Batch(
                batch.events().size(),
                batch.bytes(),
                rowsWritten,
                Duration.ofNanos(tookNanos),
                backlog,
                watermark,
                Duration.between(Instant.ofEpochSecond(Integer.toUnsignedLong(watermark.getTime())), Instant.now()),
                replaced - textsReplaced);
        textsReplaced = replaced;
        tell(listener -> listener.committed(told));
    }

    synchronized void failed(Throwable cause) {
        if (cause instanceof MappingViolationException violation) {
            violations.merge(violation.kind(), 1L, Long::sum);
        }
        state(SyncState.FAILED);
        tell(listener -> listener.failed(cause));
    }

    private void tell(Consumer<SyncListener> what) {
        try {
            what.accept(settings.listener());
        } catch (RuntimeException e) {
            LOG.warn("The listener of {} failed", settings.postgresSchema(), e);
        }
    }
}

package dev.flattensync;

import dev.flattensync.change.ChangeBatch;
import dev.flattensync.flatten.MappingViolationException;
import dev.flattensync.mapping.ViolationKind;
import dev.flattensync.store.WriteCounter;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.BsonTimestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a sync tells of itself: its state, its counts, and all of it to the listener. */
final class SyncReport {
    private static final Logger LOG = LoggerFactory.getLogger(SyncReport.class);

    private static final int MOST_LOGGED = 100;
    private static final String SOURCE = "source";

    private final SyncSettings settings;
    private final WriteCounter counter;
    private final Map<ViolationKind, Long> violations = new EnumMap<>(ViolationKind.class);
    private volatile SyncState state = SyncState.STOPPED;
    private SyncState doing = SyncState.STOPPED;
    private final Set<Object> lost = new HashSet<>();
    private long textsReplaced;
    private int logged;

    SyncReport(SyncSettings settings, WriteCounter counter) {
        this.settings = settings;
        this.counter = counter;
    }

    SyncState state() {
        return state;
    }

    /** What it does when nothing is lost. */
    synchronized SyncState doing() {
        return doing;
    }

    synchronized Map<ViolationKind, Long> violations() {
        return new EnumMap<>(violations);
    }

    /** Goes on to another state, which shows once nothing is lost. */
    synchronized void state(SyncState next) {
        doing = next;
        show();
    }

    /** A connection to PostgreSQL was lost, or is back. */
    synchronized void connected(Object connection, boolean isConnected) {
        if (isConnected ? lost.remove(connection) : lost.add(connection)) {
            show();
        }
    }

    /** The source was lost, or is back. */
    synchronized void sourceConnected(boolean isConnected) {
        connected(SOURCE, isConnected);
    }

    private void show() {
        boolean ended = doing == SyncState.STOPPED || doing == SyncState.FAILED;
        SyncState next = lost.isEmpty() || ended ? doing : SyncState.RECONNECTING;
        if (next != state) {
            state = next;
            tell(listener -> listener.state(next));
        }
    }

    synchronized void skipped(List<MappingViolationException> skipped) {
        for (MappingViolationException violation : skipped) {
            violations.merge(violation.kind(), 1L, Long::sum);
            logSkipped(violation);
            tell(listener -> listener.skipped(violation));
        }
    }

    private void logSkipped(MappingViolationException violation) {
        logged++;
        if (logged <= MOST_LOGGED) {
            LOG.warn("A row was left out of {}: {}", settings.postgresSchema(), violation.getMessage());
        }
        if (logged == MOST_LOGGED) {
            LOG.warn("Further rows that are left out of {} are counted, not logged", settings.postgresSchema());
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

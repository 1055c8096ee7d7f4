package dev.flattensync.stress.microbenchmark;

import dev.flattensync.change.ChangeBatch;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.ChangeEvent;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.workload.Operation;
import java.time.Duration;
import java.util.List;

/** Operations as the events that a server sends of them. */
final class Played {

    private Played() {}

    /**
     * Applies operations to a log and reads their events as the sync does.
     *
     * @param operations each of which changes something
     */
    static List<ChangeEvent.OfDocument> events(ChangeLog log, List<Operation> operations) {
        ChangeCursor cursor = ChangeBatch.open(log, log.end());
        operations.forEach(log::apply);
        return take(cursor, operations.size()).events().stream()
                .map(ChangeEvent.OfDocument.class::cast)
                .toList();
    }

    private static ChangeBatch take(ChangeCursor cursor, int events) {
        try {
            return ChangeBatch.take(cursor, new ChangeBatch.Limits(events, Long.MAX_VALUE), Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the benchmark began", e);
        }
    }
}

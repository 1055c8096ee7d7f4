package dev.flattensync.stress.benchmark;

import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.variant.BlogMapping;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.bson.BsonDocument;

/** The same edits, one after the other, by the sync and by hand: which comes first is drawn for each. */
final class LoneEdits {
    private static final double MEDIAN = 50;
    private static final double P95 = 95;

    private final BlogMapping blog;
    private final List<BsonDocument> documents;
    private final ChangeLog log;
    private final SyncedEdits synced;
    private final JdbcEdits byHand;
    private final SplittableRandom random;
    private final Latencies sync;
    private final Latencies jdbc;
    private final Latencies delivered;
    private final Latencies committed;
    private final Latencies told;
    private long edits;

    /**
     * @param log holds the documents as they are in the tables of both
     * @param random which edits, and who comes first
     * @param most how many edits are measured, at the most
     */
    LoneEdits(
            BlogMapping blog, ChangeLog log, SyncedEdits synced, JdbcEdits byHand, SplittableRandom random, int most) {
        this.blog = blog;
        // As they were at the start: edits move nothing.
        this.documents = log.documents();
        this.log = log;
        this.synced = synced;
        this.byHand = byHand;
        this.random = random;
        this.sync = new Latencies(most);
        this.jdbc = new Latencies(most);
        this.delivered = new Latencies(most);
        this.committed = new Latencies(most);
        this.told = new Latencies(most);
    }

    /**
     * Does edits by both, unmeasured.
     *
     * @param pairs how many
     */
    void warmUp(int pairs) throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        for (int i = 0; i < pairs; i++) {
            pair(false);
        }
    }

    /**
     * Does edits by both.
     *
     * @param pairs how many
     * @return the medians
     */
    Medians block(int pairs) throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        int from = sync.count();
        for (int i = 0; i < pairs; i++) {
            pair(true);
        }
        return new Medians(sync.percentile(MEDIAN, from, sync.count()), jdbc.percentile(MEDIAN, from, jdbc.count()));
    }

    /**
     * What a block found, in nanoseconds.
     *
     * @param sync the median of the sync's latencies
     * @param jdbc the same by hand
     */
    record Medians(double sync, double jdbc) {}

    /** Says what all blocks together found, and where the time of the sync goes. */
    void say(Output output) {
        output.line("  sync  p50 %s, p95 %s", sync.milliseconds(MEDIAN), sync.milliseconds(P95));
        output.line("  JDBC  p50 %s, p95 %s", jdbc.milliseconds(MEDIAN), jdbc.milliseconds(P95));
        output.line(
                "  medians of the sync's parts: until its thread has the event %s, until it is committed %s, until the one who waits goes on %s",
                delivered.milliseconds(MEDIAN), committed.milliseconds(MEDIAN), told.milliseconds(MEDIAN));
    }

    private void pair(boolean measured)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        CommentEdit edit = CommentEdit.draw(blog, documents, random, ++edits);
        boolean syncFirst = random.nextBoolean();
        long byJdbc = syncFirst ? 0 : byHand.edit(edit, log.end());
        SyncedEdits.Times bySync = synced.edit(edit);
        if (syncFirst) {
            byJdbc = byHand.edit(edit, log.end());
        }
        if (measured) {
            sync.add(bySync.told());
            jdbc.add(byJdbc);
            delivered.add(bySync.delivered());
            committed.add(bySync.visible() - bySync.delivered());
            told.add(bySync.told() - bySync.visible());
        }
    }
}

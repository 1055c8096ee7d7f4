package dev.flattensync.stress.variant;

import com.typesafe.config.Config;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.flatten.CanonicalId;
import dev.flattensync.store.FlatSql;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.SyncUnderTest;
import dev.flattensync.stress.experiment.Integrity;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Variant;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.workload.ElementSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.bson.BsonTimestamp;

/**
 * A variant at work: its documents, its tables and the sync that keeps them. Asks one question at a time, and waits for
 * the answer.
 */
final class VariantUnderTest {
    /** Long enough for the sync to have begun, short enough for it not to be done, with a pull of a post. */
    private static final Duration BEHIND = Duration.ofMillis(2);

    private final Variant variant;
    private final VariantTables tables;
    private final ChangeLog documents;
    private final Writes writes;
    private final Config syncSettings;
    private final Duration timeout;
    private SyncUnderTest sync;
    private Reads reads;

    /**
     * @param tables finished
     * @param documents those that may be changed, as they are in the tables
     * @param newElements makes elements to add
     * @param syncSettings what is configured for the sync
     * @param timeout when a change that is not visible has failed
     */
    VariantUnderTest(
            Variant variant,
            VariantTables tables,
            ChangeLog documents,
            BlogMapping blog,
            ElementSource newElements,
            Config syncSettings,
            Duration timeout) {
        this.variant = variant;
        this.tables = tables;
        this.documents = documents;
        this.writes = new Writes(blog, documents, newElements);
        this.syncSettings = syncSettings;
        this.timeout = timeout;
    }

    /**
     * Starts a sync where the one before has stopped.
     *
     * @param postgres where both the sync and the reads connect to
     * @throws Exception if it can't start
     */
    void start(SyncUnderTest newSync, PostgresAddress postgres) throws Exception {
        ChangeSource source = documents;
        if (variant.integrity() == Integrity.CASCADE) {
            FlatSql sql = new FlatSql(tables.layout(), variant.postgresSchema());
            source = new CascadingDeletes(
                    documents, postgres, sql.name(tables.layout().tables().get(0)));
        }
        sync = newSync;
        sync.start(
                new SyncUnderTest.Context(source, tables.layout(), postgres, variant.postgresSchema(), syncSettings));
        reads = tables.reads(postgres);
    }

    Variant variant() {
        return variant;
    }

    VariantTables tables() {
        return tables;
    }

    /** The documents that may be changed, as they are now. */
    ChangeLog documents() {
        return documents;
    }

    /** A comment of the documents that may be changed. */
    Place place(RandomGenerator random) {
        return Place.among(documents.documents(), random);
    }

    /**
     * Asks a question.
     *
     * @param at where; its user must be as it is now
     * @param random where the choice of another user comes from, whose edit waits behind a pull
     * @return the latency in nanoseconds: of a read until the answer is there, of a write from its acknowledgement
     *     until it is visible
     * @throws IllegalStateException if the answer is wrong
     * @throws SQLException if PostgreSQL refuses
     * @throws TimeoutException if it takes too long
     * @throws ExecutionException if the sync has failed
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    long ask(Question question, Place at, RandomGenerator random)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        return switch (question) {
            case LOOK_UP_COMMENT -> lookUp(at);
            case READ_USER -> readUser(at);
            case EDIT_BEHIND_PULL -> editBehindPull(at, random);
            default -> awaitVisible(writes.apply(question, at));
        };
    }

    private long lookUp(Place at) throws SQLException {
        String userId = CanonicalId.of(at.userId());
        long start = System.nanoTime();
        String found = reads.comment(userId, at.post(), at.comment());
        long nanos = System.nanoTime() - start;
        // What PostgreSQL can't store was replaced.
        if (!found.equals(at.content().replace('\0', '\uFFFD'))) {
            throw wrong(at, "\"" + at.content() + "\"", "\"" + found + "\"");
        }
        return nanos;
    }

    private long readUser(Place at) throws SQLException {
        String userId = CanonicalId.of(at.userId());
        long start = System.nanoTime();
        int elements = reads.user(userId);
        long nanos = System.nanoTime() - start;
        if (elements != at.elements()) {
            throw wrong(at, at.elements() + " elements", String.valueOf(elements));
        }
        return nanos;
    }

    private IllegalStateException wrong(Place at, String expected, String found) {
        return new IllegalStateException("%s: expected of user %s, posts.%d.comments.%d, %s, found %s"
                .formatted(variant.label(), at.userId(), at.post(), at.comment(), expected, found));
    }

    private long editBehindPull(Place at, RandomGenerator random)
            throws InterruptedException, ExecutionException, TimeoutException {
        writes.apply(Question.PULL_POST, at);
        LockSupport.parkNanos(BEHIND.toNanos());
        Place other = place(random);
        while (other.userId().equals(at.userId()) && documents.documents().size() > 1) {
            other = place(random);
        }
        return awaitVisible(writes.apply(Question.EDIT_BEHIND_PULL, other));
    }

    private long awaitVisible(BsonTimestamp time) throws InterruptedException, ExecutionException, TimeoutException {
        long acknowledged = System.nanoTime();
        try {
            sync.whenVisible(time).get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new TimeoutException(
                    "%s: expected a change to be visible within stress.timeout = %d s, found it is not"
                            .formatted(variant.label(), timeout.toSeconds()));
        }
        return System.nanoTime() - acknowledged;
    }

    /** Stops the sync and disconnects; the tables stay. */
    void stop() {
        if (sync != null) {
            sync.stop();
        }
        if (reads != null) {
            reads.close();
        }
    }
}

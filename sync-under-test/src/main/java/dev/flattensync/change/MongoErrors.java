package dev.flattensync.change;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoCursorNotFoundException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteException;
import java.util.Set;

/**
 * What the driver's errors mean to one who follows a change stream. Codes are those of the server's error_codes.yml.
 */
public final class MongoErrors {
    /** CappedPositionLost, ChangeStreamFatalError, ChangeStreamHistoryLost, OplogQueryMinTsMissing. */
    private static final Set<Integer> HISTORY_LOST = Set.of(136, 280, 286, 326);
    /**
     * Those that the specification of change streams lets a client resume after, and that the driver does not map to an
     * exception of its own: HostUnreachable, HostNotFound, CursorNotFound, StaleShardVersion, NetworkTimeout,
     * ShutdownInProgress, FailedToSatisfyReadPreference, ReadConcernMajorityNotAvailableYet, StaleEpoch,
     * PrimarySteppedDown, RetryChangeStream, ExceededTimeLimit, SocketException, StaleConfig, and what an election
     * says.
     */
    private static final Set<Integer> TRANSIENT =
            Set.of(6, 7, 43, 63, 89, 91, 133, 134, 150, 189, 234, 262, 9001, 10107, 11600, 11602, 13388, 13435, 13436);
    /**
     * IllegalOperation, InvalidOptions, CommandNotSupported, SnapshotUnavailable, OperationNotSupportedInTransaction:
     * what servers say that can't read at one cluster time, or not this collection.
     */
    private static final Set<Integer> NO_SNAPSHOT = Set.of(20, 72, 115, 246, 263);

    private static final int SNAPSHOT_TOO_OLD = 239;
    private static final int UNAUTHORIZED = 13;
    private static final int AUTHENTICATION_FAILED = 18;
    private static final int BSON_OBJECT_TOO_LARGE = 10334;
    private static final int INVALID_RESUME_TOKEN = 260;

    private MongoErrors() {}

    static boolean isHistoryLost(MongoException e) {
        return HISTORY_LOST.contains(e.getCode());
    }

    static boolean isSnapshotTooOld(MongoException e) {
        return e.getCode() == SNAPSHOT_TOO_OLD;
    }

    /**
     * Whether the server can't read at one cluster time. The driver refuses by itself where it is too old to be asked.
     */
    static boolean isNoSnapshot(MongoException e) {
        return NO_SNAPSHOT.contains(e.getCode())
                || e.getMessage() != null && e.getMessage().startsWith("Snapshot reads require");
    }

    /** Whether it is worth trying again. */
    static boolean isTransient(MongoException e) {
        return !isRefusal(e)
                && (e instanceof MongoSocketException
                        || e instanceof MongoTimeoutException
                        || e instanceof MongoNotPrimaryException
                        || e instanceof MongoNodeIsRecoveringException
                        || e instanceof MongoCursorNotFoundException
                        || e instanceof MongoConnectionPoolClearedException
                        || e instanceof MongoServerUnavailableException
                        || e.hasErrorLabel("ResumableChangeStreamError")
                        || TRANSIENT.contains(e.getCode()));
    }

    /** An error in words of one sentence, without anything of the credentials. */
    public static String explain(MongoException e) {
        if (isRefusal(e)) {
            return "it refuses the user or password of the URI";
        }
        if (e.getCode() == UNAUTHORIZED) {
            return "the user of the URI may not do this: it needs the role \"read\" on the database (error 13)";
        }
        if (e.getCode() == BSON_OBJECT_TOO_LARGE) {
            return "an event is over 16 MB, which MongoDB cuts only from versions 6.0.9 and 7.0 on (error 10334)";
        }
        if (e.getCode() == INVALID_RESUME_TOKEN) {
            return "the resume token is not one of this stream (error 260): take a new snapshot";
        }
        if (e instanceof MongoTimeoutException) {
            return "no server that can be used was found in time: check hosts, port, replica set and TLS of the URI";
        }
        if (e instanceof MongoSocketException) {
            return "the connection broke (" + e.getClass().getSimpleName() + ")";
        }
        if (e instanceof MongoCommandException command) {
            return "it answers \"%s\" (error %d)".formatted(command.getErrorMessage(), command.getErrorCode());
        }
        if (e instanceof MongoWriteException write) {
            return "it answers \"%s\" (error %d)"
                    .formatted(write.getError().getMessage(), write.getError().getCode());
        }
        return e.getClass().getSimpleName() + (e.getCode() > 0 ? " (error " + e.getCode() + ")" : "");
    }

    /** While no connection can be made the driver tells only in the text of a time-out that it was refused. */
    private static boolean isRefusal(MongoException e) {
        return e instanceof MongoSecurityException
                || e.getCode() == AUTHENTICATION_FAILED
                || e instanceof MongoTimeoutException
                        && e.getMessage() != null
                        && e.getMessage().contains(MongoSecurityException.class.getSimpleName());
    }
}

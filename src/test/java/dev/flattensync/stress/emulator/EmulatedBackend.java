package dev.flattensync.stress.emulator;

import de.bwaldvogel.mongo.backend.Cursor;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Does one command after the other, and answers as a replica set does. */
final class EmulatedBackend extends MemoryBackend {
    private static final int ILLEGAL_OPERATION = 20;
    private static final int INVALID_OPTIONS = 72;
    private static final long DEFAULT_WAIT_MILLIS = 1_000;
    /** What a server of version 5.0 says that it speaks; the library says less, and the driver asks for less then. */
    private static final int WIRE_VERSION = 13;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Channel> clients = ConcurrentHashMap.newKeySet();
    private final List<EmulatedSnapshot> snapshots = new ArrayList<>();
    /** Null for a standalone. */
    private volatile EmulatedHistory history;

    private volatile String hostAndPort;
    private volatile boolean replicaSet;
    private volatile boolean snapshotReads = true;
    private volatile boolean stopping;

    /** Tells it where clients find it and what it plays. */
    void call(String newHostAndPort, boolean isReplicaSet) {
        hostAndPort = newHostAndPort;
        replicaSet = isReplicaSet;
    }

    void open() {
        stopping = false;
    }

    /** Lets nobody wait any more. */
    void release() {
        stopping = true;
        if (history != null) {
            history.wake();
        }
    }

    EmulatedHistory history() {
        return history;
    }

    /** From now on reads at one cluster time are refused, and those that are being done fail. */
    void endSnapshotReads() {
        lock.lock();
        try {
            snapshotReads = false;
            snapshots.forEach(EmulatedSnapshot::expire);
        } finally {
            lock.unlock();
        }
    }

    void disconnectClients() {
        clients.forEach(Channel::close);
    }

    @Override
    protected Oplog createOplog() {
        history = new EmulatedHistory(this, lock, getCursorRegistry());
        return history;
    }

    @Override
    public void handleClose(Channel channel) {
        clients.remove(channel);
        super.handleClose(channel);
    }

    /** The server closes it when it stops; the data stays. */
    @Override
    public void close() {
        clients.clear();
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        clients.add(channel);
        lock.lock();
        try {
            if (command.equalsIgnoreCase("hello") || command.equalsIgnoreCase("ismaster")) {
                return hello(super.handleCommand(channel, database, "ismaster", query));
            }
            refuseWhatIsNotEmulated(command, query);
            EmulatedStream stream = command.equals("getMore") ? stream(query) : null;
            if (stream != null) {
                await(stream, query);
            }
            // The driver repeats the read concern when it reads on; a cursor has its own.
            Document reply = isAtOneTime(query) && command.equals("find")
                    ? findAtOneTime(channel, database, query)
                    : super.handleCommand(channel, database, command, query);
            if (history != null) {
                addToken(reply);
                reply.put("operationTime", history.end());
            }
            // What was found is changed in place by the next update, while this reply is still being sent.
            return stream == null ? reply.cloneDeeply() : reply;
        } finally {
            lock.unlock();
        }
    }

    private Document hello(Document reply) {
        reply.append("isWritablePrimary", true).append("maxWireVersion", WIRE_VERSION);
        if (replicaSet) {
            reply.append("setName", "emulator")
                    .append("setVersion", 1)
                    .append("hosts", List.of(hostAndPort))
                    .append("primary", hostAndPort)
                    .append("me", hostAndPort)
                    .append("logicalSessionTimeoutMinutes", 30);
        }
        return reply;
    }

    private static boolean isAtOneTime(Document query) {
        return query.get("readConcern") instanceof Document concern && "snapshot".equals(concern.get("level"));
    }

    private Document findAtOneTime(Channel channel, String database, Document query) {
        int most = ((Number) query.getOrDefault("batchSize", 0)).intValue();
        Document all = new Document(query);
        all.remove("batchSize");
        Document reply = super.handleCommand(channel, database, "find", all).cloneDeeply();
        Document cursor = (Document) reply.get("cursor");
        @SuppressWarnings("unchecked")
        List<Document> documents = (List<Document>) cursor.get("firstBatch");
        EmulatedSnapshot snapshot = new EmulatedSnapshot(getCursorRegistry().generateCursorId(), documents);
        cursor.append("firstBatch", snapshot.takeDocuments(most)).append("atClusterTime", history.end());
        if (!snapshot.isEmpty()) {
            getCursorRegistry().add(snapshot);
            snapshots.add(snapshot);
            cursor.put("id", snapshot.getId());
        }
        return reply;
    }

    private void refuseWhatIsNotEmulated(String command, Document query) {
        if (query.containsKey("autocommit")) {
            throw new MongoServerError(ILLEGAL_OPERATION, "IllegalOperation", "the emulator has no transactions");
        }
        if (command.equalsIgnoreCase("findAndModify")) {
            throw new MongoServerError(
                    ILLEGAL_OPERATION, "IllegalOperation", "the emulator's stream would miss findAndModify");
        }
        boolean canBeAtOneTime =
                command.equals("getMore") || history != null && snapshotReads && command.equals("find");
        if (isAtOneTime(query) && !canBeAtOneTime) {
            throw new MongoServerError(
                    INVALID_OPTIONS, "InvalidOptions", "the emulator can't do this at one cluster time");
        }
    }

    /** Null if it is the cursor of a query. */
    private EmulatedStream stream(Document getMore) {
        long id = ((Number) getMore.get("getMore")).longValue();
        Cursor cursor = getCursorRegistry().getCursor(id);
        return cursor instanceof EmulatedStream stream ? stream : null;
    }

    private void await(EmulatedStream stream, Document getMore) {
        long millis = getMore.get("maxTimeMS") instanceof Number given ? given.longValue() : DEFAULT_WAIT_MILLIS;
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            while (!stopping && nanos > 0 && !stream.hasEvents()) {
                nanos = history.await(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A reply to a reader of a stream tells how far the stream was looked through. */
    private void addToken(Document reply) {
        if (reply.get("cursor") instanceof Document cursor
                && cursor.get("id") instanceof Long id
                && id != 0
                && getCursorRegistry().getCursor(id) instanceof EmulatedStream stream) {
            cursor.put("postBatchResumeToken", stream.token());
        }
    }
}

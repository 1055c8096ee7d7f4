package dev.flattensync.stress.emulator;

import de.bwaldvogel.mongo.MongoServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * An emulator, not MongoDB: mongo-java-server in this JVM, which plays a replica set of one node, for tests of what
 * goes through the driver. What it takes says nothing about MongoDB.
 *
 * <p>Its change stream is this project's own: inserts, updates, replaces and deletes of collections, with update
 * descriptions that compare the document before and after by position; drops; resume tokens in the server's form, also
 * when idle; error 286 where the history has been forgotten. Queries can be read at one cluster time.
 *
 * <p>What it can't: transactions, pipeline updates, {@code findAndModify}, look-ups and pre-images in change streams,
 * streams of a whole database, authentication, elections, retried writes (its URI switches them off), the write concern
 * and all that needs a second node.
 */
public final class EmulatedMongo implements AutoCloseable {
    /** What it is called wherever figures are shown. */
    public static final String LABEL = "emulator, not MongoDB";

    /**
     * A reader that waits keeps its thread, and each new connection gets the next one: so many that nobody else's is
     * hit.
     */
    private static final int WORKERS = 64;

    private final EmulatedBackend backend = new EmulatedBackend();
    private final boolean replicaSet;
    private MongoServer server;
    private InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private EmulatedMongo(boolean replicaSet) {
        this.replicaSet = replicaSet;
        start();
        if (replicaSet) {
            server.enableOplog();
        }
    }

    /** Starts one on a free port of this machine. */
    public static EmulatedMongo replicaSet() {
        return new EmulatedMongo(true);
    }

    /** Starts one that is a standalone, as a mongod is that was started without a replica set: it has no stream. */
    public static EmulatedMongo standalone() {
        return new EmulatedMongo(false);
    }

    /** Where clients connect. */
    public String uri() {
        return "mongodb://" + hostAndPort() + "/?directConnection=true&retryWrites=false";
    }

    /** Starts it again, on the same port and with the same data. */
    public void start() {
        backend.open();
        server = new MongoServer(backend);
        server.bind(address, 1, WORKERS);
        address = server.getLocalAddress();
        backend.call(hostAndPort(), replicaSet);
    }

    /** Stops it, but keeps its data. */
    public void stop() {
        backend.release();
        server.shutdownNow();
    }

    /** Breaks all connections. */
    public void disconnectClients() {
        backend.disconnectClients();
    }

    /** Refuses reads at one cluster time from now on, and fails those that are being done. */
    public void endSnapshotReads() {
        backend.endSnapshotReads();
    }

    /** Forgets the events so far, as a real oplog does with its oldest. */
    public void forgetHistory() {
        backend.history().forget();
    }

    @Override
    public void close() {
        stop();
    }

    private String hostAndPort() {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}

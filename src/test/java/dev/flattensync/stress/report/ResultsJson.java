package dev.flattensync.stress.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigRenderOptions;
import dev.flattensync.stress.measure.Figures;
import dev.flattensync.stress.measure.PlateauResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A run as {@code results.json}, for machines. Latencies are nanoseconds; a percentile with too few samples is null.
 *
 * <p>Version 1 of the format; {@code reports/README.md} describes it.
 */
public final class ResultsJson {
    private static final int VERSION = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final List<Double> PERCENTILES = List.of(50.0, 95.0, 99.0, 99.9);

    private ResultsJson() {}

    /**
     * Writes the run's file, and a copy where the latest run is always found.
     *
     * @param folder the run's folder
     * @throws IOException if a file can't be written
     */
    public static void write(RunResult run, Path folder) throws IOException {
        Path file = folder.resolve("results.json");
        Files.writeString(file, of(run));
        Files.copy(file, folder.resolveSibling("latest.json"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The run as JSON. */
    public static String of(RunResult run) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("version", VERSION);
        json.put("simulation", run.simulation());
        json.put("started", run.started().toString());
        json.put("valid", run.valid());
        json.put("seed", run.seed());
        json.putObject("operations").put("count", run.operations()).put("sha256", run.operationsDigest());
        environment(json.putObject("environment"), run);
        ArrayNode plateaus = json.putArray("plateaus");
        run.results().plateaus().forEach(plateau -> plateau(plateaus.addObject(), plateau));
        run.results()
                .highestSustainedStep()
                .ifPresentOrElse(step -> json.put("comparedStep", step), () -> json.putNull("comparedStep"));
        json.put("unfinishedChanges", run.results().unfinished());
        ArrayNode verification = json.putArray("verification");
        run.verification().forEach((arm, outcome) -> {
            ObjectNode ofArm = verification
                    .addObject()
                    .put("arm", arm)
                    .put("equal", outcome.equal())
                    .put("rows", outcome.rows());
            outcome.differences().forEach(ofArm.putArray("differences")::add);
        });
        ArrayNode gates = json.putArray("gates");
        run.gates()
                .forEach(gate -> gates.addObject()
                        .put("gate", gate.gate().text())
                        .put("met", gate.met())
                        .put("reason", gate.reason()));
        try {
            json.set("config", MAPPER.readTree(run.config().root().render(ConfigRenderOptions.concise())));
            return MAPPER.writeValueAsString(json) + System.lineSeparator();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values is always JSON", e);
        }
    }

    private static void environment(ObjectNode json, RunResult run) {
        json.put("jdk", Runtime.version().toString());
        json.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        json.put("cores", Runtime.getRuntime().availableProcessors());
        json.put("maxHeapBytes", Runtime.getRuntime().maxMemory());
        json.put("postgres", run.postgresVersion());
        json.put("embeddedPostgres", run.embeddedPostgres());
        json.put("changeOrigin", run.changeOrigin());
    }

    private static void plateau(ObjectNode json, PlateauResult plateau) {
        json.put("arm", plateau.arm());
        json.put("step", plateau.step());
        json.put("ratePerSecond", plateau.rate());
        json.put("due", plateau.due());
        json.put("failed", plateau.failed());
        json.put("worstBacklog", plateau.worstBacklog());
        json.put("backlogGrowth", plateau.backlogGrowth());
        json.put("sustained", plateau.sustained());
        ObjectNode kinds = json.putObject("latencyNanos");
        plateau.kinds().forEach((kind, figures) -> figures(kinds.putObject(kind), figures));
        figures(kinds.putObject("all changes"), plateau.all());
    }

    private static void figures(ObjectNode json, Figures figures) {
        json.put("count", figures.count());
        for (double percentile : PERCENTILES) {
            String name = "p"
                    + (percentile == Math.rint(percentile)
                            ? String.valueOf((int) percentile)
                            : String.valueOf(percentile));
            figures.percentileNanos(percentile)
                    .ifPresentOrElse(nanos -> json.put(name, nanos), () -> json.putNull(name));
        }
        figures.percentileNanos(100).ifPresentOrElse(nanos -> json.put("max", nanos), () -> json.putNull("max"));
    }
}

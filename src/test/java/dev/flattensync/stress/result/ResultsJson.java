package dev.flattensync.stress.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.measure.Comparison;
import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.measure.TimeSlice;
import dev.flattensync.stress.observe.SideFigures;
import dev.flattensync.stress.verify.TableComparison;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run as {@code results.json}, for machines. Times are nanoseconds; what is not known, like a percentile with too few
 * samples, is null.
 *
 * <p>Version 3 of the format; {@code reports/README.md} describes it, {@code reports/results.schema.json} defines it.
 */
public final class ResultsJson {
    static final int VERSION = 3;

    private ResultsJson() {}

    /** The run as JSON. */
    public static String of(RunResult run) {
        ObjectNode json = SettingJson.MAPPER.createObjectNode();
        json.put("version", VERSION);
        SettingJson.write(json, run.setting(), run.valid(), run.operations().seed());
        json.putObject("operations")
                .put("count", run.operations().count())
                .put("sha256", run.operations().digest());
        run.results().arms().forEach(json.putArray("arms")::add);
        ArrayNode blocks = json.putArray("blocks");
        run.blocks().forEach(block -> block(blocks.addObject(), block));
        ArrayNode plateaus = json.putArray("plateaus");
        run.results().plateaus().forEach(plateau -> PlateauJson.write(plateaus.addObject(), plateau));
        run.results()
                .comparedStep()
                .ifPresentOrElse(step -> json.put("comparedStep", step), () -> json.putNull("comparedStep"));
        run.comparison()
                .ifPresentOrElse(
                        comparison -> comparison(json.putObject("comparison"), comparison, run),
                        () -> json.putNull("comparison"));
        ArrayNode capacities = json.putArray("capacities");
        run.capacities().forEach(capacity -> CapacityJson.write(capacities.addObject(), capacity));
        json.put("unfinishedChanges", run.results().unfinished());
        ArrayNode verification = json.putArray("verification");
        run.verification().forEach((arm, outcome) -> SettingJson.tables(verification.addObject(), "arm", arm, outcome));
        json.set("checks", SettingJson.MAPPER.valueToTree(run.checks()));
        json.set("gates", SettingJson.MAPPER.valueToTree(run.gates()));
        return SettingJson.finish(json, run.setting());
    }

    /**
     * Reads a run. What follows from the samples is not read: it is worked out from them again.
     *
     * @param text what {@link #of} made
     * @throws InvalidInputException if it is something else
     */
    public static RunResult read(String text) {
        try {
            JsonNode json = SettingJson.MAPPER.readTree(text);
            if (json.has("kind") || json.path("version").asInt() != VERSION) {
                throw new InvalidInputException(
                        "expected the results.json of a run under load, \"version\": %d; found kind %s, version %s"
                                .formatted(VERSION, json.path("kind"), json.path("version")));
            }
            List<BlockReport> blocks = new ArrayList<>();
            for (JsonNode block : json.required("blocks")) {
                blocks.add(block(block));
            }
            List<ArmCapacity> capacities = new ArrayList<>();
            json.required("capacities").forEach(capacity -> capacities.add(CapacityJson.read(capacity)));
            Map<String, TableComparison.Outcome> verification = new LinkedHashMap<>();
            json.required("verification")
                    .forEach(of -> verification.put(of.required("arm").asText(), SettingJson.tables(of)));
            return new RunResult(
                    SettingJson.read(json),
                    new RunResult.Operations(
                            json.required("seed").asLong(),
                            json.at("/operations/count").asLong(),
                            json.at("/operations/sha256").asText()),
                    results(json),
                    blocks,
                    capacities,
                    verification,
                    List.of(SettingJson.MAPPER.treeToValue(json.required("checks"), CheckOutcome[].class)),
                    List.of(SettingJson.MAPPER.treeToValue(json.required("gates"), GateVerdict[].class)));
        } catch (InvalidInputException e) {
            throw e;
        } catch (JsonProcessingException | RuntimeException e) {
            // Whatever a file holds, each part of it complains in its own way.
            throw new InvalidInputException(
                    "expected the results.json of a run under load, as reports/results.schema.json defines it: "
                            + e.getMessage());
        }
    }

    private static Results results(JsonNode json) {
        List<String> arms = new ArrayList<>();
        json.required("arms").forEach(arm -> arms.add(arm.asText()));
        List<PlateauResult> plateaus = new ArrayList<>();
        json.required("plateaus").forEach(plateau -> plateaus.add(PlateauJson.read(plateau)));
        return new Results(arms, plateaus, json.required("unfinishedChanges").asInt());
    }

    private static void block(ObjectNode json, BlockReport block) {
        json.put("block", block.number());
        json.put("arm", block.arm());
        json.put("warmUp", block.warmUp());
        json.put("start", block.start().toString());
        json.put("seconds", block.length().toNanos() / SettingJson.NANOS_PER_SECOND);
        json.put("changes", block.changes());
        json.put("failed", block.failed());
        json.set("timeline", SettingJson.MAPPER.valueToTree(block.timeline()));
        json.set("costs", SettingJson.MAPPER.valueToTree(block.costs()));
    }

    private static BlockReport block(JsonNode json) throws JsonProcessingException {
        return new BlockReport(
                json.required("block").asInt(),
                json.required("arm").asText(),
                json.required("warmUp").asBoolean(),
                Instant.parse(json.required("start").asText()),
                Duration.ofNanos(Math.round(json.required("seconds").asDouble() * SettingJson.NANOS_PER_SECOND)),
                json.required("changes").asLong(),
                json.required("failed").asLong(),
                List.of(SettingJson.MAPPER.treeToValue(json.required("timeline"), TimeSlice[].class)),
                SettingJson.MAPPER.treeToValue(json.required("costs"), SideFigures.class));
    }

    private static void comparison(ObjectNode json, Comparison comparison, RunResult run) {
        json.put("step", comparison.step());
        json.put("base", run.results().arms().get(0));
        json.put("figure", "syncLatencyNanos");
        ArrayNode cells = json.putArray("cells");
        for (Comparison.Cell cell : comparison.cells()) {
            ObjectNode ofCell = cells.addObject()
                    .put("arm", cell.arm())
                    .put("kind", cell.kind())
                    .put("figure", TimingsJson.name(cell.percentile()))
                    .put("finding", cell.finding().words());
            cell.ratio().ifPresentOrElse(ratio -> SettingJson.ratio(ofCell, ratio), () -> noRatio(ofCell));
        }
    }

    private static void noRatio(ObjectNode json) {
        List.of("pairs", "ratio", "low", "high", "pValue").forEach(json::putNull);
    }
}

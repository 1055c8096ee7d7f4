package dev.flattensync.stress.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flattensync.stress.measure.Comparison;
import dev.flattensync.stress.measure.Load;
import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.measure.PlateauRun;
import dev.flattensync.stress.measure.Timings;
import dev.flattensync.stress.measure.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Plateaus in {@code results.json}: of each block all samples, and what follows from them for those who read the file.
 */
final class PlateauJson {
    private static final String HISTOGRAMS = "histograms";

    private PlateauJson() {}

    /** Puts a plateau over all its blocks. */
    static void write(ObjectNode json, PlateauResult plateau) {
        json.put("arm", plateau.arm());
        json.put("step", plateau.step());
        load(json, plateau.load());
        validity(json, plateau.validity());
        json.put("voidBlocks", plateau.voidRuns());
        ArrayNode runs = json.putArray("blocks");
        plateau.runs().forEach(run -> {
            ObjectNode ofRun = runs.addObject();
            write(ofRun, run);
            validity(ofRun, run.generator());
        });
        ObjectNode kinds = json.putObject("kinds");
        plateau.kinds().forEach((kind, timings) -> TimingsJson.figures(kinds.putObject(kind), timings));
        TimingsJson.figures(kinds.putObject(Comparison.ALL), plateau.all());
    }

    /** Reads what {@link #write(ObjectNode, PlateauResult)} put. */
    static PlateauResult read(JsonNode json) {
        String arm = json.required("arm").asText();
        int step = json.required("step").asInt();
        List<PlateauRun> runs = new ArrayList<>();
        json.required("blocks").forEach(run -> runs.add(read(run, arm, step, validity(run))));
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("\"blocks\" of a plateau: expected at least one");
        }
        return PlateauResult.of(runs, load(json), validity(json));
    }

    /** Puts what happened on a plateau of a block, but not how it was judged. */
    static void write(ObjectNode json, PlateauRun run) {
        json.put("block", run.block());
        json.put("start", run.start().toString());
        load(json, run.load());
        TimingsJson.figures(json.putObject(Comparison.ALL), run.all());
        ObjectNode histograms = json.putObject(HISTOGRAMS);
        run.kinds().forEach((kind, timings) -> TimingsJson.histograms(histograms.putObject(kind), timings));
    }

    /** Reads what {@link #write(ObjectNode, PlateauRun)} put. */
    static PlateauRun read(JsonNode json, String arm, int step, Validity generator) {
        Instant start = Instant.parse(json.required("start").asText());
        Load load = load(json);
        Map<String, Timings> kinds = new LinkedHashMap<>();
        json.required(HISTOGRAMS)
                .properties()
                .forEach(kind -> kinds.put(kind.getKey(), TimingsJson.read(kind.getValue())));
        Duration length = Duration.ofNanos(Math.round(load.seconds() * SettingJson.NANOS_PER_SECOND));
        return new PlateauRun(
                arm, json.required("block").asInt(), step, start, start.plus(length), load, generator, kinds);
    }

    /** Puts how something was judged. */
    static void validity(ObjectNode json, Validity validity) {
        json.put("validity", validity.word());
        json.put("reason", validity.isValid() ? null : validity.reason());
    }

    /** Reads how something was judged. */
    static Validity validity(JsonNode json) {
        String reason = json.required("reason").asText();
        String word = json.required("validity").asText();
        return switch (word) {
            case "valid" -> new Validity.Valid();
            case "void" -> new Validity.Void(reason);
            case "unsustainable" -> new Validity.Unsustainable(reason);
            default -> throw new IllegalArgumentException("\"validity\": \"%s\" is not known".formatted(word));
        };
    }

    private static void load(ObjectNode json, Load load) {
        json.put("ratePerSecond", load.rate());
        json.put("achievedPerSecond", load.achievedRate());
        json.put("seconds", load.seconds());
        json.put("due", load.due());
        json.put("failed", load.failed());
        json.put("backlogGrowthPerSecond", load.backlogGrowth());
        json.put("backlogAtStart", load.backlogAtStart());
        json.put("backlogAtEnd", load.backlogAtEnd());
        json.put("abandoned", load.abandoned());
    }

    private static Load load(JsonNode json) {
        return new Load(
                json.required("ratePerSecond").asDouble(),
                json.required("seconds").asDouble(),
                json.required("due").asLong(),
                json.required("failed").asLong(),
                json.required("backlogGrowthPerSecond").asDouble(),
                json.required("backlogAtStart").asInt(),
                json.required("backlogAtEnd").asInt(),
                json.required("abandoned").asBoolean());
    }
}

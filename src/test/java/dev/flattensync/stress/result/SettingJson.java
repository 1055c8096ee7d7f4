package dev.flattensync.stress.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import dev.flattensync.stress.provenance.Provenance;
import dev.flattensync.stress.statistics.RatioEstimate;
import dev.flattensync.stress.verify.TableComparison;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What all kinds of {@code results.json} have in common: what ran and where, its checks, and ratios. */
final class SettingJson {
    static final double NANOS_PER_SECOND = 1e9;
    static final double CONFIDENCE = 0.95;
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private SettingJson() {}

    /** Puts all but the configuration. */
    static void write(ObjectNode json, RunResult.Setting setting, boolean valid, long seed) {
        json.put("simulation", setting.simulation());
        json.put("started", setting.started().toString());
        json.put("seconds", setting.took().toNanos() / NANOS_PER_SECOND);
        json.put("valid", valid);
        json.put("rigOnly", setting.rigOnly());
        json.put("seed", seed);
        json.put("changeOrigin", setting.changeOrigin());
        json.put("embeddedPostgres", setting.embeddedPostgres());
        json.set("provenance", MAPPER.valueToTree(setting.provenance()));
    }

    /** Puts the configuration, which is long, at the end, and makes text of all. */
    static String finish(ObjectNode json, RunResult.Setting setting) {
        try {
            json.set("config", MAPPER.readTree(setting.config().root().render(ConfigRenderOptions.concise())));
            return MAPPER.writeValueAsString(json) + System.lineSeparator();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values is always JSON", e);
        }
    }

    /**
     * Reads what the two methods above wrote.
     *
     * @throws JsonProcessingException if a value is not of the type that it should be
     */
    static RunResult.Setting read(JsonNode json) throws JsonProcessingException {
        return new RunResult.Setting(
                json.required("simulation").asText(),
                Instant.parse(json.required("started").asText()),
                Duration.ofNanos(Math.round(json.required("seconds").asDouble() * NANOS_PER_SECOND)),
                json.required("changeOrigin").asText(),
                json.required("embeddedPostgres").asBoolean(),
                json.required("rigOnly").asBoolean(),
                Objects.requireNonNull(MAPPER.treeToValue(json.required("provenance"), Provenance.class), "provenance"),
                ConfigFactory.parseString(MAPPER.writeValueAsString(json.required("config"))));
    }

    /** Puts whether tables are what the documents say. */
    static void tables(ObjectNode json, String key, String tables, TableComparison.Outcome outcome) {
        json.put(key, tables).put("equal", outcome.equal()).put("rows", outcome.rows());
        outcome.differences().forEach(json.putArray("differences")::add);
    }

    /** Reads what the method above wrote. */
    static TableComparison.Outcome tables(JsonNode json) {
        List<String> differences = new ArrayList<>();
        json.required("differences").forEach(difference -> differences.add(difference.asText()));
        return new TableComparison.Outcome(json.required("rows").asLong(), differences);
    }

    /** Puts a ratio with its interval. */
    static void ratio(ObjectNode json, RatioEstimate ratio) {
        RatioEstimate.Interval interval = ratio.interval(CONFIDENCE);
        json.put("pairs", ratio.pairs());
        json.put("ratio", ratio.ratio());
        json.put("low", interval.low());
        json.put("high", interval.high());
        json.put("pValue", ratio.pValue());
    }
}

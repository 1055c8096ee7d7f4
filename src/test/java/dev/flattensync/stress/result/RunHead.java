package dev.flattensync.stress.result;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flattensync.stress.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@code results.json} of any kind and version says of its run, read without its figures: a hundred of them take
 * about a second.
 *
 * @param kind empty of a run under load or a search for capacity
 * @param version of the format
 * @param simulation the simulation's simple class name; empty if it is not told, as all that follows
 * @param started when the run began
 * @param took how long it took
 * @param valid whether it has a result
 * @param rigOnly whether its figures are those of the rig
 * @param commit the hash of the commit
 * @param dirty whether the code differed from the commit
 * @param arms the labels of the arms
 * @param failedChecks the names of the checks that failed; none of a version that does not tell
 * @param gates the outcomes of the gates, as words
 */
public record RunHead(
        Optional<String> kind,
        int version,
        String simulation,
        Optional<Instant> started,
        Optional<Duration> took,
        boolean valid,
        boolean rigOnly,
        Optional<String> commit,
        boolean dirty,
        List<String> arms,
        List<String> failedChecks,
        List<String> gates) {
    private static final Set<String> KEYS = Set.of(
            "checks",
            "kind",
            "version",
            "simulation",
            "started",
            "seconds",
            "valid",
            "rigOnly",
            "provenance",
            "arms",
            "gates");

    /**
     * Reads a file.
     *
     * @throws IOException if it can't be read
     * @throws InvalidInputException if it is no JSON, or not of a run
     */
    public static RunHead read(Path file) throws IOException {
        ObjectNode json = SettingJson.MAPPER.createObjectNode();
        try (InputStream bytes = Files.newInputStream(file);
                JsonParser parser = SettingJson.MAPPER.getFactory().createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidInputException("it is not the results.json of a run");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                parser.nextToken();
                if (KEYS.contains(key)) {
                    json.set(key, parser.<JsonNode>readValueAsTree());
                } else {
                    parser.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            throw new InvalidInputException("it is not JSON: " + e.getOriginalMessage());
        }
        if (!json.path("version").isInt()) {
            throw new InvalidInputException("it is not the results.json of a run");
        }
        return of(json);
    }

    /** Why this code can't read the figures; empty if it can. */
    public Optional<String> unreadable() {
        String name = kind.isEmpty() ? "results.json" : "the " + kind.get() + "'s results.json";
        boolean known = kind.isEmpty()
                ? version == ResultsJson.VERSION
                : kind.get().equals(ExperimentJson.KIND) && version == ExperimentJson.VERSION;
        return known
                ? Optional.empty()
                : Optional.of("it has version %d of %s, which this code does not read".formatted(version, name));
    }

    /** Whether it is a run of the seed's experiment. */
    public boolean isExperiment() {
        return kind.isPresent() && kind.get().equals(ExperimentJson.KIND);
    }

    private static RunHead of(JsonNode json) {
        return new RunHead(
                text(json.path("kind")),
                json.path("version").asInt(),
                json.path("simulation").asText(),
                text(json.path("started")).flatMap(RunHead::instant),
                seconds(json.path("seconds")),
                json.path("valid").asBoolean(),
                json.path("rigOnly").asBoolean(),
                text(json.at("/provenance/source/commit")),
                json.at("/provenance/source/dirty").asBoolean(),
                texts(json.path("arms"), ""),
                failed(json.path("checks")),
                texts(json.path("gates"), "/outcome"));
    }

    private static Optional<String> text(JsonNode json) {
        return Optional.ofNullable(json.textValue());
    }

    private static List<String> texts(JsonNode json, String at) {
        List<String> texts = new ArrayList<>();
        json.forEach(of -> texts.add(of.at(at).asText()));
        return List.copyOf(texts);
    }

    private static List<String> failed(JsonNode checks) {
        List<String> failed = new ArrayList<>();
        checks.forEach(check -> {
            if (!check.path("problem").isNull()) {
                failed.add(check.path("name").asText());
            }
        });
        return List.copyOf(failed);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException notOne) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> seconds(JsonNode json) {
        return json.isNumber() && json.asDouble() >= 0 && json.asDouble() < Integer.MAX_VALUE
                ? Optional.of(Duration.ofNanos(Math.round(json.asDouble() * SettingJson.NANOS_PER_SECOND)))
                : Optional.empty();
    }
}

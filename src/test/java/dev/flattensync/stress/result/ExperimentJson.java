package dev.flattensync.stress.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.experiment.Cell;
import dev.flattensync.stress.experiment.Contrast;
import dev.flattensync.stress.experiment.ExperimentResult;
import dev.flattensync.stress.experiment.FlushTime;
import dev.flattensync.stress.experiment.Growth;
import dev.flattensync.stress.experiment.Indexes;
import dev.flattensync.stress.experiment.Integrity;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.QuestionCost;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.experiment.Upkeep;
import dev.flattensync.stress.experiment.Variant;
import dev.flattensync.stress.verify.TableComparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A run of the seed's experiment as {@code results.json}. Times are nanoseconds; what is not known is null.
 *
 * <p>{@code reports/README.md} describes it, {@code reports/experiment.schema.json} defines it.
 */
public final class ExperimentJson {
    static final String KIND = "experiment";
    static final int VERSION = 1;

    private ExperimentJson() {}

    /** The run as JSON, with the growth and the ratios that follow from it. */
    public static String of(ExperimentRun run) {
        ObjectNode json = SettingJson.MAPPER.createObjectNode();
        json.put("kind", KIND);
        json.put("version", VERSION);
        SettingJson.write(json, run.setting(), run.valid(), run.seed());
        experiment(json.putObject("experiment"), run.result());
        ArrayNode growth = json.putArray("growth");
        Growth.all(run.result()).forEach(of -> growth(growth.addObject(), of));
        ArrayNode ratios = json.putArray("ratios");
        Contrast.all(run.result()).forEach(of -> ratio(ratios.addObject(), of));
        ArrayNode verification = json.putArray("verification");
        run.verification()
                .forEach((tables, outcome) -> SettingJson.tables(verification.addObject(), "tables", tables, outcome));
        return SettingJson.finish(json, run.setting());
    }

    /**
     * Reads a run. What follows from the figures is not read: it is worked out from them again.
     *
     * @param text what {@link #of} made
     * @throws InvalidInputException if it is something else
     */
    public static ExperimentRun read(String text) {
        try {
            JsonNode json = SettingJson.MAPPER.readTree(text);
            if (!json.path("kind").asText().equals(KIND) || json.path("version").asInt() != VERSION) {
                throw new InvalidInputException(
                        "expected the results.json of a run of the seed's experiment, \"kind\": \"%s\" and \"version\": %d; found kind %s, version %s"
                                .formatted(KIND, VERSION, json.path("kind"), json.path("version")));
            }
            Map<String, TableComparison.Outcome> verification = new LinkedHashMap<>();
            json.required("verification")
                    .forEach(of -> verification.put(of.required("tables").asText(), SettingJson.tables(of)));
            return new ExperimentRun(
                    SettingJson.read(json),
                    json.required("seed").asLong(),
                    result(json.required("experiment")),
                    verification);
        } catch (InvalidInputException e) {
            throw e;
        } catch (JsonProcessingException | RuntimeException e) {
            // Whatever a file holds, each part of it complains in its own way.
            throw new InvalidInputException(
                    "expected the results.json of a run of the seed's experiment, as reports/experiment.schema.json defines it: "
                            + e.getMessage());
        }
    }

    private static void experiment(ObjectNode json, ExperimentResult result) {
        result.sizes().forEach(json.putArray("sizes")::add);
        ArrayNode variants = json.putArray("variants");
        result.variants()
                .forEach(variant -> variants.addObject()
                        .put("label", variant.label())
                        .put("storage", variant.storage().word())
                        .put("upkeep", variant.upkeep().word())
                        .put("indexes", variant.indexes().word())
                        .put("integrity", variant.integrity().word()));
        json.putObject("flush")
                .put("commitNanos", result.flush().commitNanos())
                .put("withoutFlushNanos", result.flush().withoutFlushNanos())
                .put("nanos", result.flush().nanos());
        ArrayNode cells = json.putArray("cells");
        result.cells().forEach(cell -> cell(cells.addObject(), cell));
    }

    private static void cell(ObjectNode json, Cell cell) {
        json.put("comments", cell.comments());
        json.put("variant", cell.variant());
        json.put("question", cell.question().label());
        json.put("count", cell.count());
        json.set("p50Nanos", SettingJson.MAPPER.valueToTree(cell.p50Nanos()));
        json.set("p95Nanos", SettingJson.MAPPER.valueToTree(cell.p95Nanos()));
        json.put("maxNanos", cell.maxNanos());
        cell.roundNanos().forEach(json.putArray("roundNanos")::add);
        json.set("cost", SettingJson.MAPPER.valueToTree(cell.cost()));
    }

    private static void growth(ObjectNode json, Growth growth) {
        json.put("variant", growth.variant());
        json.put("question", growth.question().label());
        growth.latency()
                .ifPresentOrElse(
                        latency -> json.put("latencyExponent", latency.exponent()),
                        () -> json.putNull("latencyExponent"));
        ArrayNode steps = json.putArray("latencyExponentSteps");
        growth.latency().ifPresent(latency -> latency.steps().forEach(steps::add));
        json.set("buffersExponent", SettingJson.MAPPER.valueToTree(growth.buffers()));
    }

    private static void ratio(ObjectNode json, Contrast contrast) {
        json.put("comments", contrast.comments());
        json.put("question", contrast.question().label());
        json.put("variant", contrast.variant());
        json.put("base", contrast.base());
        SettingJson.ratio(json, contrast.ratio());
    }

    private static ExperimentResult result(JsonNode json) throws JsonProcessingException {
        List<Long> sizes = new ArrayList<>();
        json.required("sizes").forEach(size -> sizes.add(size.asLong()));
        List<Variant> variants = new ArrayList<>();
        json.required("variants")
                .forEach(variant -> variants.add(new Variant(
                        choice(variant, "storage", Storage.values(), Storage::word),
                        choice(variant, "upkeep", Upkeep.values(), Upkeep::word),
                        choice(variant, "indexes", Indexes.values(), Indexes::word),
                        choice(variant, "integrity", Integrity.values(), Integrity::word))));
        List<Cell> cells = new ArrayList<>();
        for (JsonNode cell : json.required("cells")) {
            cells.add(cell(cell));
        }
        JsonNode flush = json.required("flush");
        return new ExperimentResult(
                variants,
                sizes,
                cells,
                new FlushTime(
                        flush.required("commitNanos").asLong(),
                        flush.required("withoutFlushNanos").asLong()));
    }

    private static Cell cell(JsonNode json) throws JsonProcessingException {
        List<Long> rounds = new ArrayList<>();
        json.required("roundNanos").forEach(round -> rounds.add(round.asLong()));
        JsonNode cost = json.required("cost");
        return new Cell(
                json.required("comments").asLong(),
                json.required("variant").asText(),
                choice(json, "question", Question.values(), Question::label),
                json.required("count").asLong(),
                nanos(json.required("p50Nanos")),
                nanos(json.required("p95Nanos")),
                json.required("maxNanos").asLong(),
                rounds,
                cost.isNull()
                        ? Optional.empty()
                        : Optional.of(SettingJson.MAPPER.treeToValue(cost, QuestionCost.class)));
    }

    private static OptionalLong nanos(JsonNode json) {
        return json.isNull() ? OptionalLong.empty() : OptionalLong.of(json.asLong());
    }

    private static <T> T choice(JsonNode json, String key, T[] choices, Function<T, String> name) {
        String found = json.required(key).asText();
        return Stream.of(choices)
                .filter(choice -> name.apply(choice).equals(found))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"%s\": \"%s\" is not known".formatted(key, found)));
    }
}

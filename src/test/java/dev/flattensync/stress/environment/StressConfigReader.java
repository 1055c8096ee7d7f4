package dev.flattensync.stress.environment;

import dev.flattensync.change.MongoAddress;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.InvalidMappingException;
import dev.flattensync.mapping.MappingReader;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.measure.Validity;
import dev.flattensync.stress.workload.EventMix;
import dev.flattensync.stress.workload.InjectionProfile;
import dev.flattensync.stress.workload.InjectionProfile.Step;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a {@link StressConfig} and checks all of it that can be checked without touching anything. */
public final class StressConfigReader {
    private static final Map<String, List<Integer>> SCALES =
            Map.of("seed", List.of(100, 100, 100), "medium", List.of(100, 20, 20), "small", List.of(20, 5, 5));
    private static final Pattern SCALE = Pattern.compile("\\[?\\s*\\d{1,9}(\\s*[x,]\\s*\\d{1,9})*\\s*]?");
    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);
    /** A slip of the finger should end in a sentence, not in an OutOfMemoryError after minutes. */
    private static final long MOST_ELEMENTS = 100_000_000;

    private final ConfigLayers layers;
    private final Keys keys;

    private StressConfigReader(ConfigLayers layers) {
        this.layers = layers;
        this.keys = new Keys("stress", layers.effective());
    }

    /**
     * Reads the configuration.
     *
     * @param properties the system properties
     * @throws InvalidInputException if anything in it can't be used
     */
    public static StressConfig read(Properties properties) {
        return new StressConfigReader(ConfigLayers.read(properties)).read();
    }

    private StressConfig read() {
        DocumentMapping mapping = mapping(keys);
        Optional<Path> file = keys.optionalText("dataset.file").map(this::path);
        List<ArmName> arms = ArmName.of(schemas());
        EventMix mix = mix(mapping);
        InjectionProfile profile = profile();
        return new StressConfig(
                keys.number("seed"),
                mapping,
                scale(mapping, file.isPresent()),
                file,
                origin(),
                arms,
                mix,
                profile,
                CapacityPlanReader.read(keys.at("capacity")),
                ExperimentPlanReader.read(keys.at("experiment")),
                new Validity.Limits(keys.share("error-limit")),
                timeout(),
                keys.notNegative("probes-per-second"),
                postgres(),
                new SyncClass(keys.text("sync.class")),
                keys.at("sync").config(),
                GatesReader.read(keys.at("gates"), arms, mix, profile),
                ShownConfig.of(keys.config()));
    }

    private static DocumentMapping mapping(Keys keys) {
        String name = keys.text("mapping");
        Keys mappings = keys.at("mappings");
        if (!mappings.config().root().containsKey(name)) {
            throw keys.invalid("mapping", "\"" + name + "\"", "one of stress.mappings: " + names(mappings));
        }
        try {
            return MappingReader.read(
                    "stress.mappings." + name, mappings.at('"' + name + '"').config());
        } catch (InvalidMappingException e) {
            throw new InvalidInputException(e.getMessage());
        }
    }

    private Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw keys.invalid("dataset.file", "\"" + text + "\"", "the path of a file");
        }
    }

    private List<Integer> scale(DocumentMapping mapping, boolean real) {
        Object found = keys.config().hasPath("scale") ? keys.config().getAnyRef("scale") : null;
        String text = String.valueOf(found).strip();
        int depths = mapping.elements().stream()
                .mapToInt(element -> element.depth() + 1)
                .max()
                .orElseThrow();
        String names = real || depths <= SCALES.get("seed").size() ? "seed, medium, small, or " : "";
        String allowed = "%s%d numbers from 1 as in %s"
                .formatted(
                        names,
                        depths,
                        String.join(
                                "x", Stream.generate(() -> "10").limit(depths).toList()));
        if (!SCALES.containsKey(text) && !SCALE.matcher(text).matches()) {
            throw keys.invalid("scale", "\"" + text + "\"", allowed);
        }
        List<Integer> scale = new ArrayList<>(
                SCALES.containsKey(text)
                        ? SCALES.get(text)
                        : Stream.of(text.split("\\D+"))
                                .filter(part -> !part.isEmpty())
                                .map(Integer::valueOf)
                                .toList());
        while (real && scale.size() < depths) {
            scale.add(scale.get(scale.size() - 1));
        }
        boolean wrongCount = SCALES.containsKey(text) ? scale.size() < depths : scale.size() != depths;
        if (wrongCount || scale.stream().anyMatch(number -> number < 1)) {
            throw keys.invalid("scale", "\"" + text + "\"", allowed);
        }
        if (scale.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b) > MOST_ELEMENTS) {
            throw keys.invalid("scale", "\"" + text + "\"", "at most %,d elements in all".formatted(MOST_ELEMENTS));
        }
        return scale;
    }

    private List<FlatSchema> schemas() {
        String allowed = "a list of "
                + String.join(
                        ", ", FlatSchema.all().stream().map(FlatSchema::name).toList());
        return keys.texts("schemas").stream()
                .map(name ->
                        FlatSchema.named(name).orElseThrow(() -> keys.invalid("schemas", "\"" + name + "\"", allowed)))
                .toList();
    }

    /** The weights of the mapping that application.conf is made for, carried over to the mapping in use. */
    private EventMix mix(DocumentMapping mapping) {
        Keys defaults = new Keys("stress", layers.defaults());
        return MixReader.read(
                mapping,
                mapping(defaults),
                defaults.at("mix"),
                layers.overrides().hasPath("mix") ? new Keys("stress", layers.overrides()).at("mix") : null);
    }

    private Duration timeout() {
        Duration timeout = keys.duration("timeout");
        if (timeout.compareTo(SHORTEST_TIMEOUT) < 0) {
            throw keys.invalid("timeout", timeout.toMillis() + " ms", "a duration of at least 1 s");
        }
        return timeout;
    }

    private ChangeOrigin origin() {
        String source = keys.text("source");
        return switch (source) {
            case "change-log" -> new ChangeOrigin.InProcess();
            case "embedded-mongodb" -> new ChangeOrigin.Emulated();
            case "mongodb" ->
                new ChangeOrigin.Mongo(
                        new MongoAddress(keys.optionalText("mongodb.uri").orElseThrow(StressConfigReader::missingUri)));
            default ->
                throw keys.invalid("source", "\"" + source + "\"", "one of change-log, mongodb, embedded-mongodb");
        };
    }

    private static InvalidInputException missingUri() {
        return new InvalidInputException(
                "stress.mongodb.uri is missing: allowed is a connection string as in mongodb://host:27017/?replicaSet=rs0, best put into STRESS_MONGODB_URI in the environment");
    }

    private InjectionProfile profile() {
        String name = keys.text("profile");
        Keys profiles = keys.at("profiles");
        if (!profiles.config().root().containsKey(name)) {
            throw keys.invalid("profile", "\"" + name + "\"", "one of stress.profiles: " + names(profiles));
        }
        Keys profile = profiles.at('"' + name + '"');
        profile.allow(List.of("warm-up", "block", "rounds"));
        List<Step> block = StepsReader.read(profile, "block");
        if (block.stream().allMatch(step -> step.hold().isZero())) {
            throw profile.invalid("block", "a list without plateau", "a list of steps of which at least one is held");
        }
        List<Step> warmUp = profile.config().hasPath("warm-up") ? StepsReader.read(profile, "warm-up") : List.of();
        return new InjectionProfile(name, warmUp, block, profile.count("rounds"));
    }

    private Optional<PostgresAddress> postgres() {
        return keys.optionalText("postgres.url")
                .map(url -> new PostgresAddress(url, keys.text("postgres.user"), keys.anyText("postgres.password")));
    }

    private static String names(Keys part) {
        return String.join(", ", part.config().root().keySet().stream().sorted().toList());
    }
}

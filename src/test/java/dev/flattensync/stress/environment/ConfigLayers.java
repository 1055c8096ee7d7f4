package dev.flattensync.stress.environment;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import dev.flattensync.stress.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * The configuration below {@code stress}, in two layers.
 *
 * @param defaults what the project's {@code application.conf} says
 * @param overrides what the user's file and {@code -D} properties say
 */
record ConfigLayers(Config defaults, Config overrides) {
    private static final String ROOT = "stress";
    private static final String FILE_PROPERTY = "config.file";
    /** Below this are secrets: a text is taken as it is, and shown in no message. */
    private static final Set<String> SECRETS = Set.of("stress.postgres", "stress.mongodb");
    /** Below these, keys are the user's own to name. */
    private static final Set<String> OPEN = Set.of("profiles", "mappings", "mix", "sync");

    /**
     * Reads both layers.
     *
     * @param properties the system properties
     * @throws InvalidInputException if a file or property can't be read, or a key is unknown
     */
    static ConfigLayers read(Properties properties) {
        Config defaults = ConfigFactory.parseResources(
                        "application.conf", ConfigParseOptions.defaults().setAllowMissing(false))
                .resolve();
        Config overrides = properties(properties).withFallback(file(properties)).resolve();
        refuseUnknown(ROOT, defaults.getObject(ROOT), below(overrides).root());
        return new ConfigLayers(defaults.getConfig(ROOT), below(overrides));
    }

    /** What is in force: the overrides, and the defaults where they say nothing. */
    Config effective() {
        return overrides.withFallback(defaults);
    }

    private static Config below(Config config) {
        return config.hasPath(ROOT) && config.getValue(ROOT).valueType() == ConfigValueType.OBJECT
                ? config.getConfig(ROOT)
                : ConfigFactory.empty();
    }

    private static Config file(Properties properties) {
        String name = properties.getProperty(FILE_PROPERTY);
        if (name == null) {
            return ConfigFactory.empty();
        }
        if (!Files.isRegularFile(Path.of(name))) {
            throw new InvalidInputException("%s = \"%s\": no such file; allowed is a configuration file in HOCON"
                    .formatted(FILE_PROPERTY, name));
        }
        try {
            Config file = ConfigFactory.parseFile(Path.of(name).toFile()).resolve();
            if (!file.hasPath(ROOT)) {
                throw new InvalidInputException(
                        "%s = \"%s\" holds nothing below \"%s\": allowed is %s { ... } around all keys"
                                .formatted(FILE_PROPERTY, name, ROOT, ROOT));
            }
            return file;
        } catch (ConfigException.UnresolvedSubstitution e) {
            throw new InvalidInputException("%s = \"%s\": %s".formatted(FILE_PROPERTY, name, e.getMessage()));
        } catch (ConfigException e) {
            // Its message may quote a password.
            throw new InvalidInputException("%s = \"%s\" is not HOCON at %s: allowed is a configuration file in HOCON"
                    .formatted(
                            FILE_PROPERTY,
                            name,
                            e.origin() == null
                                    ? "an unknown line"
                                    : "line " + e.origin().lineNumber()));
        }
    }

    private static Config properties(Properties properties) {
        Config config = ConfigFactory.empty();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(ROOT + ".")) {
                config = config.withFallback(property(name, properties.getProperty(name)));
            }
        }
        return config;
    }

    /**
     * One property. A list or an object is read as HOCON, all else as the text that it is. Gatling's plugin passes a
     * quote on with a backslash before it, which is taken away.
     */
    private static Config property(String name, String text) {
        try {
            boolean structured = !isSecret(name) && (text.startsWith("[") || text.startsWith("{"));
            ConfigValue value = structured
                    ? ConfigFactory.parseString("v = " + text.replace("\\\"", "\""))
                            .resolve()
                            .getValue("v")
                    : ConfigValueFactory.fromAnyRef(text);
            return value.atPath(name);
        } catch (ConfigException e) {
            throw new InvalidInputException("-D%s=%s can't be read as HOCON: allowed is a value as in application.conf"
                    .formatted(name, SECRETS.contains(name) ? "(not shown)" : text));
        }
    }

    private static boolean isSecret(String name) {
        return SECRETS.stream().anyMatch(secret -> name.startsWith(secret + "."));
    }

    private static void refuseUnknown(String path, ConfigObject known, ConfigObject found) {
        for (Map.Entry<String, ConfigValue> entry : found.entrySet()) {
            String key = path + "." + entry.getKey();
            ConfigValue counterpart = known.get(entry.getKey());
            if (counterpart == null) {
                throw new InvalidInputException("%s: unknown key; allowed are %s"
                        .formatted(
                                key,
                                String.join(
                                        ", ", known.keySet().stream().sorted().toList())));
            }
            boolean open = path.equals(ROOT) && OPEN.contains(entry.getKey());
            if (counterpart instanceof ConfigObject && !(entry.getValue() instanceof ConfigObject)) {
                throw new InvalidInputException("%s = %s: allowed is { ... }"
                        .formatted(
                                key,
                                SECRETS.contains(key)
                                        ? "(not shown)"
                                        : entry.getValue().render(ConfigRenderOptions.concise())));
            }
            if (!open
                    && counterpart instanceof ConfigObject knownBelow
                    && entry.getValue() instanceof ConfigObject foundBelow) {
                refuseUnknown(key, knownBelow, foundBelow);
            }
        }
    }
}

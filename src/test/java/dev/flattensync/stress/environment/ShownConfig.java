package dev.flattensync.stress.environment;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import dev.flattensync.stress.provenance.Secrets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A configuration as it may be shown: by the rule of {@link Secrets}, the settings of a user's own sync included. */
final class ShownConfig {

    /** Below it are numbers, under names of elements that may read like one of a secret. */
    private static final String WEIGHTS = ".mix.";

    private ShownConfig() {}

    /** The configuration with {@link Secrets#NOT_SHOWN} for each value that may be a secret, in lists too. */
    static Config of(Config config) {
        return ((ConfigObject) shown("", config.root())).toConfig();
    }

    /** @param name the keys on the way to the value, not quoted; elements of a list have the name of the list */
    private static ConfigValue shown(String name, ConfigValue value) {
        if (value instanceof ConfigObject object) {
            Map<String, ConfigValue> shown = new LinkedHashMap<>();
            object.forEach((key, below) -> shown.put(key, shown(name + "." + key, below)));
            return ConfigValueFactory.fromMap(shown);
        }
        if (value instanceof ConfigList list) {
            return ConfigValueFactory.fromIterable(
                    list.stream().map(element -> shown(name, element)).toList());
        }
        boolean plain = value.valueType() == ConfigValueType.NULL || name.startsWith(WEIGHTS);
        return plain ? value : shownLeaf(name, value);
    }

    /** A value that may be shown keeps its type. */
    private static ConfigValue shownLeaf(String name, ConfigValue value) {
        String text = String.valueOf(value.unwrapped());
        String shown = Secrets.shown(name, text);
        return shown.equals(text) ? value : ConfigValueFactory.fromAnyRef(shown);
    }
}

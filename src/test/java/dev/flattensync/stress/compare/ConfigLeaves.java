package dev.flattensync.stress.compare;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The single values of a configuration: what they say, and what they mean. */
final class ConfigLeaves {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?([eE]-?\\d{1,3})?");
    private static final Pattern QUANTITY = Pattern.compile("\\d{1,18}(\\.\\d{1,18})?\\s*[a-zA-Z]{1,20}");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("\\s+");

    private ConfigLeaves() {}

    /**
     * A value that holds no others, or a list of such values.
     *
     * @param text as it was given
     * @param meaning equal for all ways to say the same: what came from the command line is a text, even if it is a
     *     number, and {@code 30s} is {@code 30 s}
     */
    record Leaf(String text, String meaning) {

        /** The number that it means; empty if it is none. */
        Optional<BigDecimal> number() {
            return NUMBER.matcher(meaning).matches() ? Optional.of(new BigDecimal(meaning)) : Optional.empty();
        }
    }

    /** The values at a path and below it, by their own paths; none if nothing is there or it is null. */
    static Map<String, Leaf> of(Config config, String path) {
        Map<String, Leaf> leaves = new TreeMap<>();
        if (config.hasPath(path)) {
            add(leaves, path, config.getValue(path));
        }
        return leaves;
    }

    private static void add(Map<String, Leaf> leaves, String path, ConfigValue value) {
        if (value instanceof ConfigObject object) {
            object.forEach((key, below) -> add(leaves, path + "." + key, below));
        } else if (value instanceof ConfigList list) {
            add(leaves, path, list);
        } else if (value.valueType() != ConfigValueType.NULL) {
            leaves.put(path, new Leaf(String.valueOf(value.unwrapped()), meaning(value)));
        }
    }

    /** A list of plain values is one, as it is written; of others each is looked into. */
    private static void add(Map<String, Leaf> leaves, String path, ConfigList list) {
        if (list.stream().anyMatch(value -> value instanceof ConfigObject || value instanceof ConfigList)) {
            for (int i = 0; i < list.size(); i++) {
                add(leaves, "%s[%d]".formatted(path, i), list.get(i));
            }
        } else if (!list.isEmpty()) {
            leaves.put(
                    path,
                    new Leaf(
                            list.stream()
                                    .map(value -> String.valueOf(value.unwrapped()))
                                    .collect(Collectors.joining(", ")),
                            list.stream().map(ConfigLeaves::meaning).toList().toString()));
        }
    }

    private static String meaning(ConfigValue value) {
        String text =
                BETWEEN_WORDS.matcher(String.valueOf(value.unwrapped()).strip()).replaceAll(" ");
        if (NUMBER.matcher(text).matches()) {
            return number(text);
        }
        if (QUANTITY.matcher(text).matches()) {
            Config quantity = value.atKey("quantity");
            try {
                return quantity.getDuration("quantity").toString();
            } catch (ConfigException.BadValue noDuration) {
                return size(quantity, text);
            }
        }
        return text;
    }

    private static String size(Config quantity, String text) {
        try {
            return quantity.getMemorySize("quantity").toBytesBigInteger() + " bytes";
        } catch (ConfigException.BadValue noSize) {
            return text;
        }
    }

    /** A number without zeros that say nothing. */
    private static String number(String text) {
        return new BigDecimal(text).stripTrailingZeros().toString();
    }
}

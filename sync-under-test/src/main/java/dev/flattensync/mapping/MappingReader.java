package dev.flattensync.mapping;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@link DocumentMapping} from the configuration.
 *
 * <pre>
 * collection = users              # the collection's name, and the table's unless "table" says otherwise
 * element = user                  # one document in the singular
 * link = u                        # descendants link to it by u_id and u_index; default: the element's name
 * fields = [ name text ]          # "path type [as column]", or { path = ["a.b"], type = text, column = a_b }
 * arrays = [ { field = posts, element = post, ... } ]
 * </pre>
 */
public final class MappingReader {
    private static final Pattern FIELD = Pattern.compile("(?<path>\\S+)\\s+(?<type>\\S+)(\\s+as\\s+(?<column>\\S+))?");
    private static final Set<String> ROOT_KEYS = Set.of("collection", "element", "table", "link", "fields", "arrays");
    private static final Set<String> ARRAY_KEYS = Set.of("field", "element", "table", "link", "fields", "arrays");
    private static final Set<String> FIELD_KEYS = Set.of("path", "type", "column");

    private MappingReader() {}

    /**
     * Reads and checks a mapping.
     *
     * @param key where the mapping stands in the configuration, for error messages: {@code stress.mappings.users}
     * @param config the mapping itself
     * @throws InvalidMappingException if a key is unknown, missing or of the wrong kind, or names collide
     */
    public static DocumentMapping read(String key, Config config) {
        try {
            refuseUnknown(key, config.root(), ROOT_KEYS);
            String collection = text(key, config, "collection");
            DocumentMapping mapping =
                    new DocumentMapping(collection, element(key, config, Optional.empty(), collection, List.of()));
            MappingNames.check(key, mapping);
            return mapping;
        } catch (ConfigException e) {
            throw new InvalidMappingException(key + ": " + e.getMessage());
        }
    }

    private static ElementMapping element(
            String key, Config config, Optional<ElementMapping> parent, String defaultTable, List<String> arrayPath) {
        String name = text(key, config, "element");
        String table = config.hasPath("table") ? text(key, config, "table") : defaultTable;
        String link = config.hasPath("link") ? text(key, config, "link") : name;
        return new ElementMapping(
                parent, name, table, link, arrayPath, fields(key, config), self -> arrays(key, config, self));
    }

    private static List<ElementMapping> arrays(String key, Config config, ElementMapping parent) {
        List<ElementMapping> arrays = new ArrayList<>();
        if (config.hasPath("arrays")) {
            for (Config array : config.getConfigList("arrays")) {
                String arrayKey = key + ".arrays[" + arrays.size() + "]";
                refuseUnknown(arrayKey, array.root(), ARRAY_KEYS);
                String field = text(arrayKey, array, "field");
                arrays.add(element(
                        arrayKey, array, Optional.of(parent), field.replace('.', '_'), List.of(field.split("\\."))));
            }
        }
        return arrays;
    }

    private static List<FieldMapping> fields(String key, Config config) {
        List<FieldMapping> fields = new ArrayList<>();
        if (config.hasPath("fields")) {
            for (ConfigValue field : config.getList("fields")) {
                String fieldKey = key + ".fields[" + fields.size() + "]";
                fields.add(
                        field.valueType() == ConfigValueType.OBJECT
                                ? longForm(fieldKey, ((ConfigObject) field).toConfig())
                                : shortForm(fieldKey, String.valueOf(field.unwrapped())));
            }
        }
        return fields;
    }

    private static FieldMapping shortForm(String key, String text) {
        Matcher matcher = FIELD.matcher(text.strip());
        if (!matcher.matches()) {
            throw new InvalidMappingException(
                    "%s: \"%s\" is no field; write \"path type\" or \"path type as column\", as in \"address.city text\""
                            .formatted(key, text));
        }
        List<String> path = List.of(matcher.group("path").split("\\."));
        String column = Optional.ofNullable(matcher.group("column")).orElse(String.join("_", path));
        return new FieldMapping(path, column, type(key, matcher.group("type")));
    }

    private static FieldMapping longForm(String key, Config field) {
        refuseUnknown(key, field.root(), FIELD_KEYS);
        List<String> path = field.getStringList("path");
        String column = field.hasPath("column") ? text(key, field, "column") : String.join("_", path);
        return new FieldMapping(path, column, type(key, text(key, field, "type")));
    }

    private static FieldType type(String key, String name) {
        return FieldType.named(name)
                .orElseThrow(() -> new InvalidMappingException("%s: unknown type \"%s\"; one of %s is allowed"
                        .formatted(key, name, String.join(", ", FieldType.names()))));
    }

    private static String text(String key, Config config, String name) {
        if (!config.hasPath(name)) {
            throw new InvalidMappingException("%s.%s is missing; it takes a name".formatted(key, name));
        }
        String text = config.getString(name);
        if (text.isBlank()) {
            throw new InvalidMappingException("%s.%s is empty; it takes a name".formatted(key, name));
        }
        return text;
    }

    private static void refuseUnknown(String key, Map<String, ConfigValue> found, Set<String> allowed) {
        found.keySet().stream()
                .filter(name -> !allowed.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidMappingException("%s.%s: unknown key; %s are allowed"
                            .formatted(
                                    key,
                                    name,
                                    String.join(", ", allowed.stream().sorted().toList())));
                });
    }
}

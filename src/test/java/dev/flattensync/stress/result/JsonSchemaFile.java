package dev.flattensync.stress.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JSON schema of this project, and what is demanded of each. */
final class JsonSchemaFile {
    private final JsonNode definition;
    private final Schema schema;

    private JsonSchemaFile(JsonNode definition) {
        this.definition = definition;
        this.schema = SchemaRegistry.withDialect(Dialects.getDraft202012()).getSchema(definition);
    }

    /** @param name the file's name, in the folder of reports */
    static JsonSchemaFile named(String name) {
        Path file = Path.of("reports", name);
        try {
            return new JsonSchemaFile(new ObjectMapper().readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new AssertionError(file + " can't be read", e);
        }
    }

    /** The schema itself. */
    JsonNode definition() {
        return definition;
    }

    /** What in a document does not keep to it. */
    List<String> errors(JsonNode json) {
        return schema
                .validate(json, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    /** Whatever key is taken away from an object in a document, or added to it: the schema must notice. */
    void assertEveryKeyIsRequired(JsonNode json, String at) {
        ObjectNode object = (ObjectNode) json.at(at);
        List<String> keys = object.properties().stream().map(Map.Entry::getKey).toList();
        for (String key : keys) {
            JsonNode value = object.remove(key);
            assertThat(errors(json))
                    .as("without %s in %s", key, at)
                    .anyMatch(error -> error.contains("'" + key + "'") && error.contains("required"));
            object.set(key, value);
        }
        object.put("more", 1);
        assertThat(errors(json)).as("with another key in %s", at).anyMatch(error -> error.contains("'more'"));
    }

    /** The keys without a description, where they are or where they refer to. */
    List<String> undescribed() {
        List<String> undescribed = new ArrayList<>();
        forEachKey(definition, "", undescribed);
        return undescribed;
    }

    private void forEachKey(JsonNode node, String path, List<String> undescribed) {
        if (path.endsWith("/if") || path.endsWith("/then") || path.endsWith("/else")) {
            return;
        }
        node.path("properties").properties().forEach(key -> {
            String reference = key.getValue().path("$ref").asText("#").substring(1);
            if (!key.getValue().has("description")
                    && (reference.isEmpty() || !definition.at(reference).has("description"))) {
                undescribed.add(path + "/" + key.getKey());
            }
        });
        node.properties().forEach(child -> forEachKey(child.getValue(), path + "/" + child.getKey(), undescribed));
    }
}

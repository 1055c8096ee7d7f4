package dev.flattensync.stress.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map.Entry;

/**
 * The servers of {@code docker-compose.yml}.
 *
 * @param tree what is below {@code services}
 */
record Servers(JsonNode tree) {
    private static final Path FILE = Path.of("docker-compose.yml");

    static Servers read() {
        return new Servers(Workflow.yaml(FILE).required("services"));
    }

    /** Their names. */
    List<String> names() {
        return tree.propertyStream().map(Entry::getKey).toList();
    }

    /** The image of each. */
    List<String> images() {
        return tree.valueStream()
                .map(server -> server.required("image").textValue())
                .toList();
    }

    /** All ports that they publish, as they are written. */
    List<String> ports() {
        return tree.valueStream()
                .flatMap(server -> server.required("ports").valueStream())
                .map(JsonNode::textValue)
                .toList();
    }
}

package dev.flattensync.stress.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A workflow of GitHub Actions, as it is committed.
 *
 * @param file where it is
 * @param lines its text, with the comments that YAML leaves out
 * @param tree what it says
 */
record Workflow(Path file, List<String> lines, JsonNode tree) {
    private static final Path FOLDER = Path.of(".github", "workflows");
    private static final ObjectMapper YAML = new YAMLMapper();

    /** All of them. */
    static List<Workflow> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(Workflow::read).toList();
        }
    }

    /** A file in YAML. */
    static JsonNode yaml(Path file) {
        try {
            return YAML.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException("can't read " + file, e);
        }
    }

    /** Its jobs. */
    List<JsonNode> jobs() {
        return tree.required("jobs").valueStream().toList();
    }

    /** The steps of all jobs. */
    List<JsonNode> steps() {
        return jobs().stream()
                .flatMap(job -> job.required("steps").valueStream())
                .toList();
    }

    /** The actions that its steps use, as {@code owner/name@reference}. */
    List<String> actions() {
        return steps().stream()
                .filter(step -> step.has("uses"))
                .map(step -> step.get("uses").textValue())
                .toList();
    }

    /** What its steps run in a shell. */
    List<String> commands() {
        return steps().stream()
                .filter(step -> step.has("run"))
                .map(step -> step.get("run").textValue())
                .toList();
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }

    private static Workflow read(Path file) {
        try {
            return new Workflow(file, Files.readAllLines(file), yaml(file));
        } catch (IOException e) {
            throw new IllegalStateException("can't read " + file, e);
        }
    }
}

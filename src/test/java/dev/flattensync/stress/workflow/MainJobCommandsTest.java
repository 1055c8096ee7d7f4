package dev.flattensync.stress.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.environment.StressConfigReader;
import dev.flattensync.stress.statistics.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What CI tells the main job must be understood by it: a wrong key would show in CI only. */
class MainJobCommandsTest {
    private static final Path GATED = Path.of("src", "test", "resources", "ci.conf");
    private static final Path DEFAULTS = Path.of("src", "test", "resources", "application.conf");
    private static final Path RUN = Path.of(".ci", "run");
    private static final Pattern PROPERTY = Pattern.compile("-D(stress\\.[\\w.-]+|config\\.file)=(\\S+)");

    /** Commands, and the environment that each is given. */
    record Command(String line, Map<String, String> environment) {
        @Override
        public String toString() {
            return line;
        }
    }

    static List<Command> commands() throws IOException {
        Stream<Command> ofWorkflows = Workflow.all().stream()
                .flatMap(workflow -> workflow.steps().stream())
                .filter(step -> step.path("run").asText().contains("gatling:test"))
                .map(step -> new Command(step.get("run").textValue(), environment(step)));
        Stream<Command> ofScript = Files.readAllLines(RUN).stream()
                .filter(line -> line.contains("gatling:test"))
                .map(line -> new Command(line, Map.of()));
        return Stream.concat(ofWorkflows, ofScript).toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void propertiesOfTheCommandAreAConfiguration(Command command) throws IOException {
        Properties properties = new Properties();
        PROPERTY.matcher(command.line())
                .results()
                .forEach(property -> properties.setProperty(property.group(1), property.group(2)));
        // What the environment says can't be set in this process.
        properties.putAll(command.environment());

        assertThat(StressConfigReader.read(properties).arms()).hasSize(2);
    }

    @Test
    void variablesOfTheEnvironmentAreThoseThatTheConfigurationReads() throws IOException {
        String defaults = Files.readString(DEFAULTS);
        List<String> variables = Workflow.all().stream()
                .flatMap(workflow -> workflow.steps().stream())
                .flatMap(step -> step.path("env").propertyStream())
                .map(Map.Entry::getKey)
                .filter(name -> name.startsWith("STRESS_"))
                .distinct()
                .toList();

        assertThat(variables).hasSize(4).allMatch(name -> defaults.contains("${?" + name + "}"));
    }

    @Test
    void pullRequestsAreJudgedByEnoughPairsOfBlocksForAFinding() throws IOException {
        Properties properties = new Properties();
        properties.setProperty("config.file", GATED.toString());
        StressConfig config = StressConfigReader.read(properties);

        assertThat(2 * config.profile().rounds()).isGreaterThanOrEqualTo(Finding.PAIRS_NEEDED);
        assertThat(config.gates().gates()).isNotEmpty();
    }

    /** The key of a variable is its name: {@code STRESS_POSTGRES_URL} is {@code stress.postgres.url}. */
    private static Map<String, String> environment(JsonNode step) {
        return step.path("env")
                .propertyStream()
                .filter(variable -> variable.getKey().startsWith("STRESS_"))
                .collect(Collectors.toMap(
                        variable -> variable.getKey().toLowerCase(Locale.ROOT).replace('_', '.'),
                        variable -> variable.getValue().textValue()));
    }
}

package dev.flattensync.stress.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.flattensync.stress.environment.StressConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever copies an example from the README must not be refused. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Pattern EXAMPLE = Pattern.compile("```hocon\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)");

    @TempDir
    private Path folder;

    static List<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(README))
                .results()
                .map(example -> example.group(1))
                .toList();
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("examples")
    void exampleOfAConfigurationIsRead(String example) throws IOException {
        Properties properties = new Properties();
        properties.setProperty(
                "config.file",
                Files.writeString(folder.resolve("example.conf"), example).toString());

        assertThatCode(() -> StressConfigReader.read(properties)).doesNotThrowAnyException();
    }

    @Test
    void profileMixGatesAndMappingHaveAnExample() throws IOException {
        assertThat(String.join("\n", examples())).contains("profiles.", "mix {", "gates {", "mappings.");
    }

    @Test
    void filesThatAreLinkedExist() throws IOException {
        assertThat(LINK.matcher(Files.readString(README)).results().map(link -> link.group(1)))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(Path.of(link)).exists());
    }
}

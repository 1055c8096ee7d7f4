package dev.flattensync.stress.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.environment.StressConfigReader;
import dev.flattensync.stress.report.Console;
import dev.flattensync.stress.report.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can't be run is refused before anything is started. */
class SeedExperimentTest {
    private static final String MAPPINGS = "stress.mappings.other";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stress.source       | embedded-mongodb | stress.source: | allowed is \"change-log\"",
                "stress.dataset.file | users.jsonl      | stress.dataset.file: | allowed is null",
                "stress.scale        | 20x1x5           | stress.scale: | allowed are at least 2 posts of each user"
            })
    void settingThatTheExperimentCanNotUseIsRefused(String key, String value, String start, String allowed) {
        assertRefused(start, allowed, key, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                                       | expected the array \"posts\" in a user and no other",
                "[{field = posts, element = post, fields = [title text]}] | expected the array \"comments\" in a post and no other",
                "[{field = posts, element = post, fields = [title text], arrays = [{field = comments, element = comment, fields = [content jsonb]}]}] | expected the text \"content\" of a comment"
            })
    void mappingOfOtherDocumentsIsRefused(String arrays, String expected) {
        assertRefused(
                "stress.mapping: the seed's experiment is about users, their posts and their comments; ",
                expected,
                "stress.mapping",
                "other",
                MAPPINGS,
                "{collection = users, element = user, fields = [name text], arrays = " + arrays + "}");
    }

    private static void assertRefused(String start, String contained, String... properties) {
        Properties settings = new Properties();
        for (int i = 0; i < properties.length; i += 2) {
            settings.setProperty(properties[i], properties[i + 1]);
        }
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        assertThatThrownBy(() -> SeedExperiment.open(
                        "Test",
                        StressConfigReader.read(settings),
                        new Console(new PrintStream(printed, true), Terminal.NONE)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(start)
                .hasMessageContaining(contained);
        assertThat(printed.toString()).as("nothing was started").isEmpty();
    }
}

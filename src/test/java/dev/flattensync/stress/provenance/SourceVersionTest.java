package dev.flattensync.stress.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceVersionTest {
    private static final String HASH = "47bf90851b368cf514a782c4455878ecf32d93a0";

    @Test
    void commitAndDirtinessAreReadFromTheFile() {
        SourceVersion clean = SourceVersion.of(properties(HASH, "false"));
        SourceVersion dirty = SourceVersion.of(properties(HASH, "true"));

        assertThat(clean.commit()).contains(HASH);
        assertThat(clean.dirty()).contains(false);
        assertThat(dirty.dirty()).contains(true);
    }

    @Test
    void hashOfASha256RepositoryIsOne() {
        String hash = "0123456789abcdef".repeat(4);

        assertThat(SourceVersion.of(properties(hash, "false")).commit()).contains(hash);
    }

    @Test
    void withoutFileBothAreEmpty() {
        SourceVersion version = SourceVersion.of(new Properties());

        assertThat(version.commit()).isEmpty();
        assertThat(version.dirty()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Unknown", "47bf908", "47bf908-dirty", "${git.commit.id.full}"})
    void whatIsNoFullHashIsNoCommitAndThenNothingIsDirty(String value) {
        SourceVersion version = SourceVersion.of(properties(value, "true"));

        assertThat(version.commit()).isEmpty();
        assertThat(version.dirty()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Unknown", "${git.dirty}"})
    void whatIsNeitherTrueNorFalseLeavesDirtinessOpen(String value) {
        SourceVersion version = SourceVersion.of(properties(HASH, value));

        assertThat(version.commit()).contains(HASH);
        assertThat(version.dirty()).isEmpty();
    }

    @Test
    void thisBuildTellsItsCommitAndNothingOfWhoBuiltIt() throws IOException {
        assumeTrue(
                Files.exists(Path.of(".git", "logs", "HEAD")),
                "not a git checkout with a commit, or a linked worktree: the build has no commit to tell");

        SourceVersion version = SourceVersion.read();

        assertThat(version.commit())
                .hasValueSatisfying(commit -> assertThat(commit).matches("[0-9a-f]{40}|[0-9a-f]{64}"));
        assertThat(version.dirty()).isPresent();
        Properties written = new Properties();
        try (InputStream file = SourceVersion.class.getResourceAsStream(SourceVersion.FILE)) {
            written.load(file);
        }
        assertThat(written.stringPropertyNames()).isEqualTo(Set.of("git.commit.id.full", "git.dirty"));
    }

    private static Properties properties(String commit, String dirty) {
        Properties properties = new Properties();
        properties.putAll(Map.of("git.commit.id.full", commit, "git.dirty", dirty));
        return properties;
    }
}

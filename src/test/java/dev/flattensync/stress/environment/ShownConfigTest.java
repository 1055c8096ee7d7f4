package dev.flattensync.stress.environment;

import static dev.flattensync.stress.environment.ConfigFixture.file;
import static dev.flattensync.stress.environment.ConfigFixture.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownConfigTest {
    private static final ConfigValue NOT_SHOWN = ConfigValueFactory.fromAnyRef("(not shown)");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                // By its name
                "dsn = hush",
                "sync.passphrase = hush",
                "sync.credentials = hush",
                "sync.credential.value = hush",
                "sync.\"db.password\" = hush",
                "sync.\"db.password\".first = hush",
                "sync.apiKey = hush",
                "sync { tokens { first = hush } }",
                // By its value
                "sync.target = \"postgres://scott:hush@db/x\"",
                "sync.sasl-config = \"PlainLoginModule required username=scott password=hush\"",
                "sync.file = \"/home/hush/sync.conf\"",
                // In a list
                "sync.targets = [{ name = first, password = hush }]",
                "sync.targets = [[{ options { pwd = hush } }]]",
                "sync.passwords = [hush]",
                "sync.secrets = [{ of = db, is = hush }]",
                "sync.targets = [\"postgres://scott:hush@db/x\"]"
            })
    void secretIsHiddenWhereverItStands(String hocon) {
        assertThat(shown(hocon).root().render()).doesNotContain("hush").contains("(not shown)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync.pwd = 4711", "sync.secret { code = 4711 }", "sync.tokens = [{ first = 4711 }]"})
    void numberUnderTheNameOfASecretIsHidden(String hocon) {
        assertThat(shown(hocon).root().render()).doesNotContain("4711");
    }

    /** Two runs of other weights must not look alike. */
    @Test
    void weightsAreShownWhateverTheElementIsCalled() {
        assertThat(ShownConfig.of(ConfigFactory.parseString("mix { edit-api-key = 50 }"))
                        .getInt("mix.edit-api-key"))
                .isEqualTo(50);
    }

    @Test
    void whatStandsBesideASecretStaysAsItIs() {
        Config shown = shown("sync { targets = [{ host = db, port = 5432, password = hush }, second], retries = 3 }");

        assertThat(shown)
                .isEqualTo(
                        ConfigFactory.parseString(
                                "sync { targets = [{ host = db, port = 5432, password = \"(not shown)\" }, second], retries = 3 }"));
    }

    /** That no URL is given is worth knowing, and no secret. */
    @Test
    void nullStaysNull() {
        assertThat(shown("postgres { url = null }")).isEqualTo(ConfigFactory.parseString("postgres { url = null }"));
    }

    @Test
    void nothingButTheSecretsOfTheProjectsConfigurationChanges() {
        Config defaults =
                ConfigFactory.parseResources("application.conf").resolve().getConfig("stress");

        Config shown = read("stress.postgres.url", "hush", "stress.mongodb.uri", "hush")
                .effective();

        assertThat(shown)
                .isEqualTo(defaults.withValue("postgres.url", NOT_SHOWN)
                        .withValue("postgres.password", NOT_SHOWN)
                        .withValue("mongodb.uri", NOT_SHOWN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gates.rules = [\"schema1.edit comment.p95 < 20 ms\", \"schema2.pull post.max < 2 s\"]",
                "timeout = 30 s",
                "sync { class = com.example.sync.MySync, batch.bytes = 16 MiB, on-violation = skip }",
                "scale = 10x20x30",
                "dataset.file = users.jsonl",
                "profiles.mine.block = [{ rate = 9.5, ramp = 1 s, hold = 10 minutes }]",
                "mix { edit-comment = 50, pull-post = 1.5 }",
                "mappings.shops.fields = [name text, \"address.city text as town\", \"opened timestamp\"]",
                "sync.enabled = true"
            })
    void ordinaryValueStaysAsItIs(String hocon) {
        Config config = ConfigFactory.parseString(hocon);

        assertThat(ShownConfig.of(config)).isEqualTo(config);
    }

    @Test
    void effectiveConfigurationHoldsNoSecretOfASync() throws IOException {
        String file = file(
                folder,
                "stress.sync { dsn = hush, \"db.password\" = hush, targets = [{ password = hush }], mine = 1 }");

        Config effective = read("config.file", file).effective();

        assertThat(effective.root().render()).doesNotContain("hush");
        assertThat(effective.getInt("sync.mine")).isEqualTo(1);
    }

    private static Config shown(String hocon) {
        return ShownConfig.of(ConfigFactory.parseString(hocon));
    }
}

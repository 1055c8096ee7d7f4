package dev.flattensync.stress.environment;

import static dev.flattensync.stress.environment.ConfigFixture.file;
import static dev.flattensync.stress.environment.ConfigFixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.stress.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each input that can't be used is refused with one sentence: the key, what was found, what is allowed. */
class InvalidInputTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "stress.profile       | rampp        | stress.profile = \"rampp\"    | one of stress.profiles: ramp, smoke, soak, spike",
                "stress.schemas       | [schema9]    | stress.schemas = \"schema9\"  | a list of schema1, schema2, schema3",
                "stress.schemas       | []           | stress.schemas = []           | a list with at least one name",
                "stress.schemas       | schema1      | stress.schemas = \"schema1\"  | a list",
                "stress.mapping       | blog         | stress.mapping = \"blog\"     | one of stress.mappings: users",
                "stress.mappings.users| none         | stress.mappings.              | { ... }",
                "stress.scale         | large        | stress.scale = \"large\"      | seed, medium, small, or 3 numbers from 1 as in 10x10x10",
                "stress.scale         | 10x20        | stress.scale = \"10x20\"      | 3 numbers from 1",
                "stress.scale         | 10x0x5       | stress.scale = \"10x0x5\"     | 3 numbers from 1",
                "stress.scale         | -1x5x5       | stress.scale = \"-1x5x5\"     | 3 numbers from 1",
                "stress.source        | kafka        | stress.source = \"kafka\"     | one of change-log, mongodb, embedded-mongodb",
                "stress.seed          | many         | stress.seed = \"many\"        | a whole number",
                "stress.timeout       | 0 s          | stress.timeout = \"0 s\"      | a duration over 0",
                "stress.timeout       | -1 s         | stress.timeout = \"-1 s\"     | a duration over 0",
                "stress.timeout       | soon         | stress.timeout = \"soon\"     | a duration over 0",
                "stress.probes-per-second| -1        | stress.probes-per-second = \"-1\"| a number, 0 or over",
                "stress.probes-per-second| Infinity  | stress.probes-per-second = \"Infinity\"| a number, 0 or over",
                "stress.mix           | 50           | stress.mix = \"50\"           | { ... }",
                "stress.mix.push-post | -3           | push-post = \"-3\"        | a number, 0 or over",
                "stress.mix.push-post | NaN          | push-post = \"NaN\"       | a number, 0 or over",
                "stress.mix.push-post | often        | push-post = \"often\"     | a number, 0 or over",
                "stress.gates         | [\"schema1.edit comment.max < 2 s\"] | stress.gates = [\"schema1.edit comment.max < 2 s\"] | { ... }",
                "stress.gates.rules   | [fast]       | stress.gates.rules = \"fast\" | \"arm.kind.p95 < limit\"",
                "stress.gates.rules   | [{a = 1}]    | stress.gates.rules = \"{a=1}\" | \"arm.kind.p95 < limit\"",
                "stress.gates.rules   | [\"schema3.rate > 20/s\"] | schema3.rate | an arm of this run: schema1, schema2",
                "stress.gates.rules   | [\"schema1.paint comment.p95 < 20 ms\"] | paint comment | a kind of change of this run: edit user",
                "stress.gates.rules   | [\"schema1.errors at 150/s < 1%\"] | at 150/s | a plateau of the profile: at 100/s, at 200/s",
                "stress.gates.rules   | schema1.rate > 20/s | stress.gates.rules = \"schema1.rate > 20/s\" | a list",
                "stress.gates.inconclusive | ignore  | stress.gates.inconclusive = \"ignore\" | one of fail, pass",
                "stress.gates.compare-anyway | maybe | stress.gates.compare-anyway = \"maybe\" | true or false",
            })
    void valueIsRefusedWithTheKeyWhatWasFoundAndWhatIsAllowed(String key, String value, String found, String allowed) {
        assertRefused(() -> read(key, value)).hasMessageContainingAll(found, "allowed is ", allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "block   | [{rate = 0, hold = 1 s}]                          | .block[0].rate = 0      | a number over 0",
                "block   | [{rate = 5, hold = 1 s}, {rate = -5, hold = 1 s}] | .block[1].rate = -5     | a number over 0",
                "block   | [{hold = 1 s}]                                    | .block[0].rate is missing | a number over 0",
                "block   | [{rate = 5}]                                      | .block[0] takes no time | a ramp or a hold over 0",
                "block   | [{rate = 5, hold = -1 s}]                         | .block[0].hold = \"-1 s\" | a duration",
                "block   | [{rate = 5, ramp = 1 s}]                          | .block = a list without plateau | at least one is held",
                "block   | []                                                | .block = a list without plateau | at least one is held",
                "block   | 5                                                 | .block = \"5\"          | a list of { ... }",
                "warm-up | [{rate = 0, hold = 1 s}]                          | .warm-up[0].rate = 0    | a number over 0",
                "rounds  | 0                                                 | .rounds = \"0\"         | a whole number from 1",
                "rounds  | some                                              | .rounds = \"some\"      | a whole number from 1",
            })
    void profileIsRefusedWithTheKeyWhatWasFoundAndWhatIsAllowed(
            String key, String value, String found, String allowed) {
        assertRefused(() -> read("stress.profile", "smoke", "stress.profiles.smoke." + key, value))
                .hasMessageStartingWith("stress.profiles.")
                .hasMessageContainingAll("smoke", found, "allowed is ", allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "start           | 0        | start = \"0\"              | a number over 0",
                "start           | 0.5      | start = 0.5              | a rate of at least 1 change/s",
                "start           | Infinity | start = \"Infinity\"       | a number over 0",
                "start           | fast     | start = \"fast\"           | a number over 0",
                "factor          | 1        | factor = 1.0             | at least 1.001",
                "precision       | 0        | precision = \"0\"          | a number over 0",
                "precision       | 1        | precision = 1.0          | 0.001 to under 1",
                "confirmations   | 0        | confirmations = \"0\"      | a whole number from 1",
                "confirmations   | 2.5      | confirmations = \"2.5\"    | a whole number from 1",
                "max-rate        | 99       | max-rate = 99.0          | from start, which is 100.0, to 100000.0",
                "max-rate        | 1e9      | max-rate = 1.0E9         | from start, which is 100.0, to 100000.0",
                "max-probes      | 0        | max-probes = \"0\"         | a whole number from 1",
                "retries-of-void | -1       | retries-of-void = \"-1\"   | a whole number from 0",
                "retries-of-void | 1.5      | retries-of-void = \"1.5\"  | a whole number from 0",
                "retries-of-void | 3e9      | retries-of-void = \"3e9\"  | a whole number from 0",
                "retries-of-void | often    | retries-of-void = \"often\"| a whole number from 0",
                "settle          | -1 s     | settle = \"-1 s\"          | a duration",
                "hold            | 0 s      | hold = \"0 s\"             | a duration over 0",
                "hold            | 999 ms   | hold = 999 ms            | a duration of at least 1 s",
                "warm-up         | 5        | warm-up = \"5\"            | a list of { ... }",
                "warm-up         | [{rate = 0, hold = 1 s}] | warm-up[0].rate = 0  | a number over 0",
                "warm-up         | [{rate = 5}]             | warm-up[0] takes no time | a ramp or a hold over 0",
            })
    void capacityIsRefusedWithTheKeyWhatWasFoundAndWhatIsAllowed(
            String key, String value, String found, String allowed) {
        assertRefused(() -> read("stress.capacity." + key, value))
                .hasMessageStartingWith("stress.capacity." + found)
                .hasMessageContainingAll("allowed is ", allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "variants       | []              | variants = []           | at least one { storage = schema1 }",
                "variants       | [schema1]       | variants = [\"schema1\"] | a list of { ... }",
                "variants       | [{indexes = none}] | variants[0].storage is missing | a text",
                "variants       | [{storage = schema4}] | variants[0].storage = \"schema4\" | one of schema1, schema2, schema3, jsonb, jsonb-uncompressed",
                "variants       | [{storage = jsonb}, {storage = schema1, upkeep = app}] | variants[1].upkeep = \"app\" | one of sync, rewrite",
                "variants       | [{storage = schema1, indexes = some}] | variants[0].indexes = \"some\" | one of none, indexed",
                "variants       | [{storage = schema1, integrity = restrict}] | variants[0].integrity = \"restrict\" | one of application, foreign-keys, cascade",
                "variants       | [{storage = schema1}, {storage = schema1, indexes = indexed}] | variants = [..., \"schema1\", ...] twice | each variant once",
                "users          | []              | users = []              | a list of whole numbers from 1",
                "users          | [0, 1]          | users = [0,1]           | a list of whole numbers from 1",
                "users          | [10, 10]        | users = [10, 10]        | each greater than the one before",
                "rounds         | 0               | rounds = \"0\"            | a whole number from 1",
                "rounds-below   | 0               | rounds-below = \"0\"      | a whole number from 1",
                "warm-up-rounds | -1              | warm-up-rounds = \"-1\"   | a whole number from 0",
                "first-warm-up-rounds | -1        | first-warm-up-rounds = \"-1\" | a whole number from 0",
                "repetitions    | 0               | repetitions = \"0\"       | a whole number from 1",
                "question-time  | -1 s            | question-time = \"-1 s\"  | a duration",
                "time-limit     | 0 s             | time-limit = \"0 s\"      | a duration over 0"
            })
    void experimentIsRefusedWithTheKeyWhatWasFoundAndWhatIsAllowed(
            String key, String value, String found, String allowed) {
        assertRefused(() -> read("stress.experiment." + key, value))
                .hasMessageStartingWith("stress.experiment." + found)
                .hasMessageContainingAll("allowed is ", allowed);
    }

    @Test
    void variantThatMakesNoSenseIsRefusedWithItsPlace() {
        assertRefused(() -> read(
                        "stress.experiment.variants",
                        "[{storage = schema1}, {storage = schema1, indexes = none, integrity = cascade}]"))
                .hasMessage(
                        "stress.experiment.variants[1]: cascade and no indexes: PostgreSQL has foreign keys to unique columns only");
    }

    @Test
    void unknownKeyOfAVariantIsRefused() {
        assertRefused(() -> read("stress.experiment.variants", "[{storage = schema1, index = none}]"))
                .hasMessageContainingAll("stress.experiment.variants[0].index", "unknown key", "integrity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.01", "-0.01", "NaN", "5%"})
    void errorLimitThatIsNoShareIsRefused(String limit) {
        assertRefused(() -> read("stress.error-limit", limit))
                .hasMessage("stress.error-limit = \"%s\": allowed is a share from 0 to 1".formatted(limit));
    }

    @Test
    void unknownKeyInAStepOfTheWarmUpOfCapacityIsRefused() {
        assertRefused(() -> read("stress.capacity.warm-up", "[{rate = 5, hold = 1 s, lenght = 1 s}]"))
                .hasMessageContainingAll("stress.capacity.warm-up[0].lenght", "unknown key", "rate, ramp, hold");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stress.capacity.max-rates|stress.capacity.max-rates: unknown key|hold, max-probes, max-rate, precision",
                "stress.capacity.warmup|stress.capacity.warmup: unknown key|settle, start, warm-up",
                "stress.sede|stress.sede: unknown key|seed, source, sync, timeout",
                "stress.postgres.passwort|stress.postgres.passwort: unknown key|password, url, user",
                "stress.mix.edit-coment|stress.mix.edit-coment: unknown kind of change|edit-comment",
                "stress.mix.replace-comment|stress.mix.replace-comment: unknown kind of change|replace-user"
            })
    void unknownKeyIsRefusedWithThoseThatAreKnown(String key, String problem, String known) {
        assertRefused(() -> read(key, "1")).hasMessageContainingAll(problem, "allowed are ", known);
    }

    @Test
    void unknownKeyInAFileIsRefused() throws IOException {
        String file = file(folder, "stress { dataset { fille = x } }");

        assertRefused(() -> read("config.file", file))
                .hasMessage("stress.dataset.fille: unknown key; allowed are file");
    }

    @Test
    void textWhereKeysBelongIsRefused() {
        assertRefused(() -> read("stress.dataset", "users.jsonl"))
                .hasMessage("stress.dataset = \"users.jsonl\": allowed is { ... }");
    }

    @Test
    void urlWhereKeysBelongIsRefusedAndNotShown() {
        assertRefused(() -> read("stress.postgres", "jdbc:postgresql://db/test?password=hush"))
                .hasMessageContainingAll("stress.postgres", "{ ... }")
                .hasMessageNotContaining("hush");
    }

    @Test
    void uriWhereKeysBelongIsRefusedAndNotShown() {
        assertRefused(() -> read("stress.mongodb", "mongodb://scott:hush@db"))
                .hasMessageContainingAll("stress.mongodb", "{ ... }")
                .hasMessageNotContaining("hush");
    }

    @Test
    @DisabledIfEnvironmentVariable(named = "STRESS_MONGODB_URI", matches = ".+")
    void mongodbWithoutUriIsRefused() {
        assertRefused(() -> read("stress.source", "mongodb"))
                .hasMessageContainingAll("stress.mongodb.uri is missing", "allowed is", "STRESS_MONGODB_URI");
    }

    @Test
    void unknownKeyInAStepIsRefused() {
        assertRefused(() -> read("stress.profiles.ramp.block", "[{rate = 5, hold = 1 s, lenght = 1 s}]"))
                .hasMessageContainingAll("block[0].lenght", "unknown key", "rate, ramp, hold");
    }

    @Test
    void unknownKeyInAProfileIsRefused() {
        assertRefused(() -> read("stress.profiles.ramp.round", "3"))
                .hasMessageContainingAll("round: unknown key", "warm-up, block, rounds");
    }

    @Test
    void mixOfZerosIsRefused() {
        String zeros =
                "{ edit-comment = 0, edit-post = 0, edit-user = 0, push-comment = 0, push-post = 0, pull-comment = 0, pull-post = 0,"
                        + " insert-comment = 0, insert-post = 0, insert-user = 0, replace-user = 0, delete-user = 0 }";

        assertRefused(() -> read("stress.mix", zeros))
                .hasMessageContainingAll("stress.mix", "all weights are 0", "at least one is over 0");
    }

    @Test
    void nullWhereAValueIsNeededIsRefused() throws IOException {
        String file = file(folder, "stress { scale = null }");

        assertRefused(() -> read("config.file", file))
                .hasMessageContainingAll("stress.scale", "allowed is seed, medium, small");
    }

    @Test
    void mappingThatCannotBeReadIsRefused() {
        assertRefused(() -> read("stress.mappings.users.fields", "[ name varchar ]"))
                .hasMessageContainingAll(
                        "stress.mappings.users.fields[0]", "unknown type \"varchar\"", "text, integer");
    }

    @Test
    void missingConfigFileIsRefused() {
        String missing = folder.resolve("missing.conf").toString();

        assertRefused(() -> read("config.file", missing))
                .hasMessage("config.file = \"%s\": no such file; allowed is a configuration file in HOCON", missing);
    }

    @Test
    void configFileThatIsNoHoconIsRefused() throws IOException {
        String file = file(folder, "stress { seed = ");

        assertRefused(() -> read("config.file", file)).hasMessageContaining("config.file = \"%s\"", file);
    }

    @Test
    void substitutionThatCannotBeResolvedIsRefused() throws IOException {
        String file = file(folder, "stress { seed = ${NO_SUCH_VARIABLE_ANYWHERE} }");

        assertRefused(() -> read("config.file", file)).hasMessageContaining("NO_SUCH_VARIABLE_ANYWHERE");
    }

    @Test
    void propertyThatIsNoHoconIsRefused() {
        assertRefused(() -> read("stress.schemas", "[schema1"))
                .hasMessageContainingAll("stress.schemas", "[schema1", "HOCON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[hush]", "{hush", "{hush = 1}"})
    void passwordIsTakenAsItIs(String password) {
        StressConfig config =
                read("stress.postgres.url", "jdbc:postgresql://db/test", "stress.postgres.password", password);

        assertThat(config.postgres().orElseThrow().password()).isEqualTo(password);
    }

    @Test
    void propertyWithAPasswordInItIsNotShown() {
        assertRefused(() -> read("stress.postgres", "{ password = hush"))
                .hasMessageContaining("stress.postgres")
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ url = \"jdbc:postgresql://db/test\", password = [hush] }", "{ url = [hush] }"})
    void secretOfTheWrongKindIsNotShown(String postgres) throws IOException {
        String file = file(folder, "stress.postgres " + postgres);

        assertRefused(() -> read("config.file", file))
                .hasMessageStartingWith("stress.postgres.")
                .hasMessageNotContaining("hush");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(ThrowingCallable reading) {
        return assertThatThrownBy(reading)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("\n");
    }
}

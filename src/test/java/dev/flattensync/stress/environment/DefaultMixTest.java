package dev.flattensync.stress.environment;

import static dev.flattensync.stress.environment.ConfigFixture.file;
import static dev.flattensync.stress.environment.ConfigFixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.workload.EventMix;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default weights, made for users with posts with comments, carried over to mappings of another depth. */
class DefaultMixTest {
    private static final String MAPPINGS = """
            stress.mappings {
              orders {
                collection = orders, element = order, fields = [ customer text ]
                arrays = [ { field = lines, element = line, fields = [ product text ] } ]
              }
              shops {
                collection = shops, element = shop, fields = [ name text ]
                arrays = [ { field = aisles, element = aisle, fields = [ name text ], arrays = [
                  { field = shelves, element = shelf, fields = [ name text ], arrays = [
                    { field = goods, element = good, fields = [ name text ] }
                    { field = labels, element = label }
                  ] }
                ] } ]
              }
            }
            """;

    @TempDir
    private Path folder;

    private String file;

    @BeforeEach
    void writeMappings() throws IOException {
        file = file(folder, MAPPINGS);
    }

    @Test
    void defaultWeightsAreInPercent() {
        assertThat(read().mix().weights().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(100, within(1e-9));
    }

    @Test
    void documentTakesTheWeightsOfUser() {
        EventMix mix = read("config.file", file, "stress.mapping", "orders").mix();

        assertThat(weight(mix, "edit order")).isEqualTo(4);
        assertThat(weight(mix, "insert order")).isEqualTo(0.25);
        assertThat(weight(mix, "replace order")).isEqualTo(0.25);
        assertThat(weight(mix, "delete order")).isEqualTo(0.25);
    }

    @Test
    void innermostArrayTakesTheWeightsOfComment() {
        EventMix mix = read("config.file", file, "stress.mapping", "orders").mix();

        assertThat(weight(mix, "edit line")).isEqualTo(50);
        assertThat(weight(mix, "push line")).isEqualTo(24);
        assertThat(weight(mix, "pull line")).isEqualTo(8);
        assertThat(weight(mix, "insert line")).isZero();
    }

    @Test
    void arraysOfOneRoleShareItsWeight() {
        EventMix mix = shops();

        assertThat(weight(mix, "push aisle")).isEqualTo(1.5);
        assertThat(weight(mix, "push shelf")).isEqualTo(1.5);
        assertThat(weight(mix, "push good")).isEqualTo(12);
        assertThat(weight(mix, "push label")).isEqualTo(12);
    }

    @Test
    void weightOfEditsGoesToElementsThatHaveFields() {
        EventMix mix = shops();

        assertThat(weight(mix, "edit good")).isEqualTo(50);
        assertThat(mix.weights().keySet()).extracting(kind -> kind.label()).doesNotContain("edit label");
    }

    @Test
    void givenWeightReplacesTheOneByRole() {
        EventMix mix = read("config.file", file, "stress.mapping", "orders", "stress.mix.push-line", "1")
                .mix();

        assertThat(weight(mix, "push line")).isEqualTo(1);
        assertThat(weight(mix, "pull line")).isEqualTo(8);
    }

    @Test
    void kindsOfTheDefaultMappingAreUnknownInAnother() {
        assertThatThrownBy(() -> read("config.file", file, "stress.mapping", "orders", "stress.mix.push-comment", "1"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("stress.mix.push-comment", "unknown kind of change", "push-line");
    }

    @Test
    void namedScaleThatIsTooShallowIsRefusedWithoutOfferingIt() {
        assertThatThrownBy(() -> read("config.file", file, "stress.mapping", "shops", "stress.scale", "small"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("stress.scale = \"small\"", "4 numbers from 1 as in 10x10x10x10")
                .hasMessageNotContaining("medium");
    }

    private EventMix shops() {
        return read("config.file", file, "stress.mapping", "shops", "stress.scale", "2x2x2x2")
                .mix();
    }

    private static double weight(EventMix mix, String label) {
        return mix.weights().entrySet().stream()
                .filter(entry -> entry.getKey().label().equals(label))
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}

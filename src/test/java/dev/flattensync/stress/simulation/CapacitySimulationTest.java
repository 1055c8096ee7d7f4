package dev.flattensync.stress.simulation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.environment.StressConfigReader;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class CapacitySimulationTest {

    @Test
    void gatesAreRefusedInOneSentence() {
        StressConfig config = config("[\"schema1.edit comment.p95 < 20 ms\", \"schema2.pull post.max < 2 s\"]");

        assertThatThrownBy(() -> CapacitySimulation.refuseGates(config))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "stress.gates = [\"schema1.edit comment.p95 < 20 ms\", \"schema2.pull post.max < 2 s\"]: allowed is [], for a search for capacity has no plateau to judge them on");
    }

    @Test
    void withoutGatesTheSearchMayRun() {
        assertThatCode(() -> CapacitySimulation.refuseGates(config("[]"))).doesNotThrowAnyException();
    }

    private static StressConfig config(String gates) {
        Properties properties = new Properties();
        properties.setProperty("stress.gates", gates);
        return StressConfigReader.read(properties);
    }
}

package dev.flattensync.stress.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServersTest {
    private final Servers servers = Servers.read();

    @Test
    void onlyThisMachineReachesTheServers() {
        assertThat(servers.ports()).hasSize(2).allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void serversOfTheNightAreThoseOfEverybody() {
        JsonNode job = named("nightly.yml").tree().at("/jobs/servers");
        List<String> images = job.required("services")
                .valueStream()
                .map(service -> service.required("image").textValue())
                .map(image -> image.replaceFirst("\\$\\{\\{ matrix\\.\\w+ }}", ""))
                .toList();
        List<String> versions = job.at("/strategy/matrix")
                .valueStream()
                .map(version -> version.required(0).asText())
                .toList();

        assertThat(servers.images()).containsExactly(images.get(0) + versions.get(0), images.get(1) + versions.get(1));
    }

    @Test
    void jobsLogInWithThePasswordThatAServerWasGiven() {
        String composed = servers.tree()
                .at("/postgres/environment/POSTGRES_PASSWORD")
                .textValue()
                .replaceFirst("^\\$\\{STRESS_POSTGRES_PASSWORD:-(.*)}$", "$1");
        String ofTheNight = named("nightly.yml")
                .tree()
                .at("/jobs/servers/services/postgres/env/POSTGRES_PASSWORD")
                .textValue();

        assertThat(passwords("verify.yml")).containsExactly(composed);
        assertThat(passwords("nightly.yml")).containsExactly(ofTheNight);
    }

    private static List<String> passwords(String workflow) {
        return named(workflow).steps().stream()
                .map(step -> step.at("/env/STRESS_POSTGRES_PASSWORD").textValue())
                .filter(Objects::nonNull)
                .toList();
    }

    private static Workflow named(String name) {
        return all().filter(workflow -> workflow.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Workflow> all() {
        try {
            return Workflow.all().stream();
        } catch (IOException e) {
            throw new IllegalStateException("can't read the workflows", e);
        }
    }
}

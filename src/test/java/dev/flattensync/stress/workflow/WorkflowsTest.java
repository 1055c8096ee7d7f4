package dev.flattensync.stress.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The workflows can't be run here: what they name must be there, and what they may do is little. */
class WorkflowsTest {
    /**
     * A tag can be moved to other code, a commit can't; the version is for people, and for the tool that updates both.
     */
    private static final Pattern PINNED =
            Pattern.compile("\\s*(?:- )?uses: ([\\w-]+/[\\w./-]+@[0-9a-f]{40}) # v\\d+\\.\\d+\\.\\d+");

    private static final Pattern FILE = Pattern.compile("(?<![\\w./-])(?:\\.ci|src)/[\\w./-]+");
    private static final Pattern TEST = Pattern.compile("-Dtest=(\\S+)");
    private static final Pattern COMPOSED = Pattern.compile("docker compose up(?: --[a-z-]+(?: \\d+)?)*((?: [a-z]+)+)");
    private static final List<Path> TESTS =
            List.of(Path.of("src", "test", "java"), Path.of("sync-under-test", "src", "test", "java"));

    static List<Workflow> workflows() throws IOException {
        return Workflow.all();
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void everyActionIsPinnedToACommitAndSaysItsVersion(Workflow workflow) {
        List<String> pinned = workflow.lines().stream()
                .map(PINNED::matcher)
                .filter(line -> line.matches())
                .map(line -> line.group(1))
                .toList();

        assertThat(workflow.actions()).isNotEmpty().isEqualTo(pinned);
    }

    @Test
    void anActionIsOfTheSameCommitEverywhere() throws IOException {
        List<String> actions = workflows().stream()
                .flatMap(workflow -> workflow.actions().stream())
                .distinct()
                .toList();

        assertThat(actions).extracting(action -> action.split("@")[0]).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void nothingMayBeWrittenToTheRepository(Workflow workflow) {
        assertThat(workflow.tree().required("permissions")).hasToString("{\"contents\":\"read\"}");
        assertThat(workflow.jobs()).noneMatch(job -> job.has("permissions"));
        assertThat(checkouts(workflow))
                .isNotEmpty()
                .allMatch(step -> step.at("/with/persist-credentials").isBoolean()
                        && !step.at("/with/persist-credentials").booleanValue());
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void everyJobEndsByItself(Workflow workflow) {
        assertThat(workflow.jobs())
                .extracting(job -> job.path("timeout-minutes").intValue())
                .allMatch(minutes -> minutes > 0);
        assertThat(workflow.tree().at("/concurrency/group").textValue()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void whatAJobLeavesIsKeptAlsoIfItFails(Workflow workflow) {
        List<JsonNode> uploads = workflow.steps().stream()
                .filter(step -> step.path("uses").asText().startsWith("actions/upload-artifact@"))
                .toList();

        assertThat(uploads)
                .isNotEmpty()
                .allMatch(step -> List.of("always()", "failure()")
                        .contains(step.path("if").asText()))
                .allMatch(step -> step.at("/with/retention-days").intValue() > 0);
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void filesThatCommandsNameAreThere(Workflow workflow) {
        List<Path> files =
                found(FILE, workflow, MatchResult::group).map(Path::of).toList();

        assertThat(files).allSatisfy(file -> assertThat(file).isRegularFile());
        assertThat(files)
                .filteredOn(file -> file.startsWith(".ci"))
                .allSatisfy(script -> assertThat(script).isExecutable());
    }

    @Test
    void testsThatCommandsNameAreThere() throws IOException {
        List<String> tests = workflows().stream()
                .flatMap(workflow -> found(TEST, workflow, match -> match.group(1)))
                .toList();

        assertThat(tests).isNotEmpty();
        for (String test : tests) {
            assertThat(source(test)).as(test).isPresent();
        }
    }

    @Test
    void serversThatCommandsStartAreThere() throws IOException {
        List<String> servers = workflows().stream()
                .flatMap(workflow -> found(COMPOSED, workflow, match -> match.group(1)))
                .flatMap(names -> Stream.of(names.strip().split(" ")))
                .toList();

        assertThat(servers).isNotEmpty();
        assertThat(Servers.read().names()).containsAll(servers);
    }

    private static List<JsonNode> checkouts(Workflow workflow) {
        return workflow.steps().stream()
                .filter(step -> step.path("uses").asText().startsWith("actions/checkout@"))
                .toList();
    }

    private static <T> Stream<T> found(Pattern pattern, Workflow workflow, Function<MatchResult, T> part) {
        return workflow.commands().stream()
                .flatMap(command -> pattern.matcher(command).results())
                .map(part);
    }

    private static Optional<Path> source(String test) throws IOException {
        for (Path folder : TESTS) {
            try (Stream<Path> files = Files.walk(folder)) {
                Optional<Path> source =
                        files.filter(file -> file.endsWith(test + ".java")).findFirst();
                if (source.isPresent()) {
                    return source;
                }
            }
        }
        return Optional.empty();
    }
}

package dev.flattensync.stress.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.flattensync.stress.planted.PlantedGate;
import dev.flattensync.stress.planted.PlantedRun;
import dev.flattensync.stress.result.CheckOutcome;
import dev.flattensync.stress.result.RunResult;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class JunitXmlTest {
    private static final String GATE = "schema1.edit comment.p95 < 20 ms";
    /** What XML 1.0 can't hold, and what would end an attribute or an element. */
    private static final String HOSTILE = "\u0000\u001b\ud800\uffff\"'<a>&lt;]]></failure>\ud83d\ude00";

    @Test
    void suiteTellsWhatRan() throws Exception {
        Element suite = read(
                PlantedRun.judged(PlantedGate.passed(GATE), PlantedGate.failed(GATE), PlantedGate.inconclusive(GATE)));

        assertThat(suite.getTagName()).isEqualTo("testsuite");
        assertThat(suite.getAttribute("name")).isEqualTo("PlantedSimulation");
        assertThat(suite.getAttribute("time")).isEqualTo("90.500");
        assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-01-02T03:04:05");
        assertThat(suite.getAttribute("tests")).isEqualTo("8");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(suite.getAttribute("skipped")).isEqualTo("0");
        assertThat(elements(suite, "property"))
                .extracting(property -> property.getAttribute("name") + "=" + property.getAttribute("value"))
                .containsExactly(
                        "commit=0123456789abcdef0123456789abcdef01234567-dirty", "seed=77", "arms=schema1, schema2");
    }

    @Test
    void gateThatIsMetIsACaseThatPassed() throws Exception {
        Element gate = only(elements(read(PlantedRun.judged(PlantedGate.passed(GATE))), "gates."));

        assertThat(gate.getAttribute("name")).isEqualTo(GATE);
        assertThat(elements(gate, "*")).isEmpty();
    }

    @Test
    void gateThatIsMissedIsAFailureWithItsReason() throws Exception {
        Element gate = only(elements(read(PlantedRun.judged(PlantedGate.failed(GATE))), "gates."));

        Element failure = only(elements(gate, "*"));
        assertThat(failure.getTagName()).isEqualTo("failure");
        assertThat(failure.getAttribute("type")).isEqualTo("fail");
        assertThat(failure.getAttribute("message")).isEqualTo("found 25.00 ms");
        assertThat(failure.getTextContent()).isEqualTo("found 25.00 ms");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gates = [] | failure | inconclusive",
                "gates = [\"a < 1 ms\"] | failure | inconclusive",
                "scale = small | failure | inconclusive",
                "gates { rules = [] } | failure | inconclusive",
                "gates { inconclusive = fail } | failure | inconclusive",
                "gates { inconclusive = pass } | skipped | ''"
            })
    void gateThatTheRunDoesNotDecideFailsUnlessTheConfigurationSaysOtherwise(String config, String element, String type)
            throws Exception {
        Element gate = only(elements(
                read(PlantedRun.configured(PlantedRun.judged(PlantedGate.inconclusive(GATE)), config)), "gates."));

        Element problem = only(elements(gate, "*"));
        assertThat(problem.getTagName()).isEqualTo(element);
        assertThat(problem.getAttribute("type")).isEqualTo(type);
        assertThat(problem.getAttribute("message")).isEqualTo("too few samples: 7 of the 2000 needed to decide");
    }

    @Test
    void gatesOfARunWithoutAResultAreNotJudgedAndItsTablesFail() throws Exception {
        Element suite = read(PlantedRun.tampered("table \"posts\": a row is missing", GATE));

        assertThat(problems(suite))
                .containsExactly(
                        "schema2: tables equal: failure table \"posts\": a row is missing",
                        GATE + ": skipped not judged, since there is no result");
    }

    @Test
    void tablesThatNobodyComparedFail() throws Exception {
        assertThat(problems(read(PlantedRun.unverified())))
                .containsExactly("schema2: tables equal: failure was not made, or did not end");
    }

    @Test
    void changesThatWereNeverDoneFail() throws Exception {
        assertThat(problems(read(PlantedRun.unfinished())))
                .containsExactly("every change done: failure 0 changes failed and 1 were never done");
    }

    /** How many may is configured, and the run's own check knows it. */
    @Test
    void changesThatMayFailDoNotFail() throws Exception {
        assertThat(problems(read(PlantedRun.failing()))).isEmpty();
    }

    @Test
    void everyCheckIsACaseInTheOrderOfTheRun() throws Exception {
        Element suite = read(PlantedRun.checked(
                PlantedRun.run(),
                new CheckOutcome("every probe read answered", Optional.empty()),
                new CheckOutcome("schema1: no other writer", Optional.of("3 rows more")),
                CheckOutcome.notMade("schema2: no other writer")));

        assertThat(elements(suite, "checks."))
                .extracting(check -> check.getAttribute("name"))
                .containsExactly("every probe read answered", "schema1: no other writer", "schema2: no other writer");
        assertThat(problems(suite))
                .containsExactly(
                        "schema1: no other writer: failure 3 rows more",
                        "schema2: no other writer: failure was not made, or did not end");
    }

    @Test
    void longProblemIsCut() throws Exception {
        Element failure = only(elements(read(PlantedRun.tampered("x".repeat(10_000))), "failure"));

        assertThat(failure.getTextContent()).isEqualTo("x".repeat(2_000) + "...");
    }

    @Test
    void rigAloneHasNoTablesToCompare() throws Exception {
        assertThat(elements(read(PlantedRun.rigOnly()), "checks."))
                .extracting(check -> check.getAttribute("name"))
                .containsExactly("every change done");
    }

    @Test
    void searchForCapacityMayLeaveChangesUndone() throws Exception {
        assertThat(elements(read(PlantedRun.capacity()), "checks."))
                .extracting(check -> check.getAttribute("name"))
                .containsExactly(
                        "schema1: capacity",
                        "schema2: capacity",
                        "schema1: tables equal",
                        "schema2: tables equal",
                        "schema1: no other writer",
                        "schema2: no other writer");
    }

    @Test
    void sameRuleSeveralTimesHasSeveralNames() throws Exception {
        Element suite = read(PlantedRun.judged(PlantedGate.passed(GATE), PlantedGate.failed("  " + GATE)));

        assertThat(elements(suite, "gates."))
                .extracting(gate -> gate.getAttribute("name"))
                .containsExactly(GATE, GATE + " (2)");
    }

    @Test
    void textIsTextWhateverItHolds() throws Exception {
        Element suite = read(PlantedRun.tampered("a\n" + HOSTILE));

        Element failure = only(elements(suite, "failure"));
        String shown = "a\\u{a}\\u{0}\\u{1b}\\u{d800}\\u{ffff}\"'<a>&lt;]]></failure>\ud83d\ude00";
        assertThat(failure.getAttribute("message")).isEqualTo(shown);
        assertThat(failure.getTextContent()).isEqualTo(shown);
    }

    @Test
    void nameOfAGateIsTextWhateverItHolds() throws Exception {
        Element suite = read(PlantedRun.judged(PlantedGate.failed("a\n b" + HOSTILE)));

        assertThat(only(elements(suite, "gates.")).getAttribute("name"))
                .isEqualTo("a b\\u{0}\\u{1b}\\u{d800}\\u{ffff}\"'<a>&lt;]]></failure>\ud83d\ude00");
    }

    @Test
    void nameOfTheSimulationIsTextWhateverItHolds() throws Exception {
        RunResult run = PlantedRun.run();
        RunResult.Setting setting = run.setting();
        RunResult.Setting hostile = new RunResult.Setting(
                HOSTILE,
                setting.started(),
                setting.took(),
                setting.changeOrigin(),
                setting.embeddedPostgres(),
                setting.rigOnly(),
                setting.provenance(),
                setting.config());

        Element suite = read(new RunResult(
                hostile,
                run.operations(),
                run.results(),
                run.blocks(),
                run.capacities(),
                run.verification(),
                run.checks(),
                run.gates()));

        assertThat(suite.getAttribute("name"))
                .isEqualTo("\\u{0}\\u{1b}\\u{d800}\\u{ffff}\"'<a>&lt;]]></failure>\ud83d\ude00");
    }

    @ParameterizedTest
    @MethodSource("runs")
    void surefiresSchemaIsKept(RunResult run) throws Exception {
        Schema schema = SchemaFactory.newDefaultInstance()
                .newSchema(JunitXmlTest.class.getResource("surefire-test-report.xsd"));
        Element suite = read(run);
        // Ant's, which Surefire's schema does not have
        suite.removeAttribute("timestamp");

        assertThatCode(() -> schema.newValidator().validate(new DOMSource(suite.getOwnerDocument())))
                .doesNotThrowAnyException();
    }

    static Stream<RunResult> runs() {
        return Stream.of(
                PlantedRun.run(GATE),
                PlantedRun.configured(
                        PlantedRun.judged(PlantedGate.failed(HOSTILE), PlantedGate.inconclusive(HOSTILE)),
                        "gates.inconclusive = pass"),
                PlantedRun.tampered(HOSTILE, GATE),
                PlantedRun.withoutCommit(),
                PlantedRun.unfinished(),
                PlantedRun.capacity());
    }

    private static Element read(RunResult run) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        Document document = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(JunitXml.of(run).getBytes(StandardCharsets.UTF_8)));
        return document.getDocumentElement();
    }

    /** Elements by their name, or cases by their class name and a dot. */
    private static List<Element> elements(Element parent, String name) {
        boolean cases = name.endsWith(".");
        NodeList nodes = parent.getElementsByTagName(cases ? "testcase" : name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Element element = (Element) nodes.item(i);
            if (!cases || element.getAttribute("classname").equals(name.substring(0, name.length() - 1))) {
                elements.add(element);
            }
        }
        return elements;
    }

    private static List<String> problems(Element suite) {
        return elements(suite, "testcase").stream()
                .flatMap(one -> elements(one, "*").stream()
                        .map(problem -> "%s: %s %s"
                                .formatted(
                                        one.getAttribute("name"),
                                        problem.getTagName(),
                                        problem.getAttribute("message"))))
                .toList();
    }

    private static Element only(List<Element> elements) {
        assertThat(elements).hasSize(1);
        return elements.get(0);
    }
}

package dev.flattensync.stress.artifact;

import dev.flattensync.stress.report.Lines;
import dev.flattensync.stress.result.RunResult;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A run as CI servers read the results of tests: the form of Maven Surefire, a test suite with a case for each gate and
 * check. Beyond Surefire's schema it has the {@code timestamp} of Ant's, which servers read too.
 */
final class JunitXml {
    /** Of Ant's form: UTC, without saying so. */
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String NOT_KNOWN = "not known";

    /** In characters: a check tells of rows that may be of any length. */
    private static final int LONGEST_PROBLEM = 2_000;

    private final XMLStreamWriter xml;

    private JunitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /**
     * What a case has instead of having passed.
     *
     * @param element {@code failure} or {@code skipped}
     * @param type the kind of failure; empty if it was skipped
     */
    private record Problem(String element, String type, String reason) {}

    private record Case(String classname, String name, Optional<Problem> problem) {}

    /** The run as XML, to be written in UTF-8. */
    static String of(RunResult run) {
        StringWriter text = new StringWriter();
        try {
            // The default one is the JDK's, whatever another library brings along.
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new JunitXml(xml).suite(run, cases(run));
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string can always be written to", e);
        }
        return text.toString();
    }

    private static List<Case> cases(RunResult run) {
        List<Case> cases = new ArrayList<>();
        run.checks()
                .forEach(check -> cases.add(new Case(
                        "checks",
                        check.name(),
                        check.problem()
                                .map(problem ->
                                        new Problem("failure", "fail", Lines.start(problem, LONGEST_PROBLEM))))));
        JudgedGate.of(run).forEach(gate -> cases.add(new Case("gates", gate.name(), problem(gate))));
        return cases;
    }

    private static Optional<Problem> problem(JudgedGate gate) {
        if (gate.fails()) {
            return Optional.of(new Problem("failure", gate.status().word(), gate.reason()));
        }
        return gate.status() == JudgedGate.Status.PASS
                ? Optional.empty()
                : Optional.of(new Problem("skipped", "", gate.reason()));
    }

    private void suite(RunResult run, List<Case> cases) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        attribute("name", run.setting().simulation());
        attribute(
                "time", String.format(Locale.ROOT, "%.3f", run.setting().took().toMillis() / 1e3));
        attribute("timestamp", TIMESTAMP.format(run.setting().started()));
        attribute("tests", Integer.toString(cases.size()));
        attribute("errors", "0");
        attribute("skipped", count(cases, "skipped"));
        attribute("failures", count(cases, "failure"));
        properties(run);
        for (Case one : cases) {
            write(one);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
    }

    private void properties(RunResult run) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("properties");
        property("commit", RunCommit.of(run.setting().provenance().source()).orElse(NOT_KNOWN));
        property("seed", Long.toString(run.operations().seed()));
        property("arms", String.join(", ", run.results().arms()));
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private void property(String name, String value) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeEmptyElement("property");
        attribute("name", name);
        attribute("value", value);
    }

    private void write(Case one) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        attribute("classname", one.classname());
        attribute("name", one.name());
        // A gate takes no time of its own.
        attribute("time", "0");
        if (one.problem().isPresent()) {
            write(one.problem().get());
            xml.writeCharacters("\n  ");
        }
        xml.writeEndElement();
    }

    /** Some servers show the message, others the text. */
    private void write(Problem problem) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement(problem.element());
        attribute("message", problem.reason());
        if (!problem.type().isEmpty()) {
            attribute("type", problem.type());
        }
        xml.writeCharacters(Lines.printable(problem.reason()));
        xml.writeEndElement();
    }

    /** Writes what XML 1.0 can't hold by its number. */
    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, Lines.printable(value));
    }

    private static String count(List<Case> cases, String element) {
        return Long.toString(cases.stream()
                .flatMap(one -> one.problem().stream())
                .filter(problem -> problem.element().equals(element))
                .count());
    }
}

package dev.flattensync.stress.artifact;

import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of gates in the course of runs: {@code history.csv} has a line for each run and gate, and
 * {@code history/<series>.csv} the same lines of one series, those without a value left out. The second is what tools
 * that look for change points read: Apache Otava takes each line of a file for a point of the series, can't choose
 * lines by what is in a column, and stops at a value that is no number.
 *
 * <p>No cell can be taken for a formula by a spreadsheet, so nothing is put before one, which tools would take for a
 * part of it: texts are gates, which begin with an arm of the run, names of classes, hashes and times.
 */
final class History {
    private static final GrowingCsv CSV = new GrowingCsv(List.of(
            "time",
            "run",
            "simulation",
            "commit",
            "gate",
            "outcome",
            "value",
            "low",
            "high",
            "limit",
            "unit",
            "machine",
            "cores",
            "load",
            "series"));

    private final Path reports;

    /** @param reports the folder of all runs */
    History(Path reports) {
        this.reports = reports;
    }

    /**
     * Adds a run; nothing if it has no gates.
     *
     * @param name the name of the run's folder
     * @return what is to be told, in sentences: which files were left as they are since another version wrote them
     * @throws IOException if a file can't be written
     */
    List<String> add(RunResult run, String name) throws IOException {
        SeriesOrigin origin = SeriesOrigin.of(run.setting());
        List<List<String>> lines = new ArrayList<>();
        Map<String, List<String>> points = new LinkedHashMap<>();
        for (JudgedGate gate : JudgedGate.of(run)) {
            String series = GateSeries.name(gate, origin);
            List<String> line = line(run, name, gate, origin, series);
            lines.add(line);
            if (found(gate).isPresent()) {
                // Two limits of the same figure are two gates, but one point.
                points.putIfAbsent(series, line);
            }
        }
        List<String> notes = new ArrayList<>();
        if (!lines.isEmpty()) {
            add(reports.resolve("history.csv"), lines, notes);
        }
        if (!points.isEmpty()) {
            Path folder = Files.createDirectories(reports.resolve("history"));
            for (Map.Entry<String, List<String>> point : points.entrySet()) {
                add(folder.resolve(point.getKey() + ".csv"), List.of(point.getValue()), notes);
            }
        }
        return notes;
    }

    private static void add(Path file, List<List<String>> lines, List<String> notes) throws IOException {
        Path written = CSV.add(file, lines);
        if (!written.equals(file)) {
            notes.add("%s has other columns than this version writes, so it was left as it is: %s goes on from here."
                    .formatted(file, written.getFileName()));
        }
    }

    private static List<String> line(RunResult run, String name, JudgedGate gate, SeriesOrigin origin, String series) {
        Optional<GateVerdict.Found> found = found(gate);
        return List.of(
                // In whole seconds: the tools' own resolution.
                run.setting().started().truncatedTo(ChronoUnit.SECONDS).toString(),
                name,
                run.setting().simulation(),
                RunCommit.of(run.setting().provenance().source()).orElse(""),
                gate.name(),
                gate.status().word(),
                found.map(figure -> number(figure.value())).orElse(""),
                found.map(figure -> number(figure.low())).orElse(""),
                found.map(figure -> number(figure.high())).orElse(""),
                number(gate.verdict().limit()),
                gate.verdict().unit(),
                origin.machine(),
                Integer.toString(run.setting().provenance().machine().cores()),
                origin.load(),
                series);
    }

    /** The figure, if the run has a result. */
    private static Optional<GateVerdict.Found> found(JudgedGate gate) {
        return gate.status() == JudgedGate.Status.NOT_JUDGED
                ? Optional.empty()
                : gate.verdict().found().filter(found -> Double.isFinite(found.value()));
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "";
    }
}

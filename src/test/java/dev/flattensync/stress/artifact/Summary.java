package dev.flattensync.stress.artifact;

import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.provenance.Machine;
import dev.flattensync.stress.provenance.Provenance;
import dev.flattensync.stress.report.Lines;
import dev.flattensync.stress.report.VerdictText;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.result.CheckOutcome;
import dev.flattensync.stress.result.RunResult;
import dev.flattensync.stress.template.Escaping;
import dev.flattensync.stress.template.Template;
import dev.flattensync.stress.workload.Rates;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A run on half a page of Markdown, for the summary of a CI job: the verdict, the gates, the latencies. */
final class Summary {
    private static final String TEMPLATE = "dev/flattensync/stress/artifact/summary.md";
    /** Keeps the whole under the 1 MiB that GitHub takes, however long and hostile the texts. */
    private static final int MOST_ROWS = 200;

    private Summary() {}

    /** A check that failed. */
    record CheckRow(String name, String problem) {

        static CheckRow of(CheckOutcome check) {
            return new CheckRow(oneLine(check.name()), oneLine(check.problem().orElseThrow()));
        }

        private static String oneLine(String text) {
            return Lines.printable(Lines.start(text));
        }
    }

    /**
     * A gate as the table shows it.
     *
     * @param found the figure with its interval, and its unit
     */
    record GateRow(String symbol, String outcome, String gate, String found, String reason) {

        static GateRow of(JudgedGate gate) {
            return new GateRow(
                    gate.status().symbol(),
                    gate.status().word(),
                    Lines.start(gate.name()),
                    gate.status() == JudgedGate.Status.NOT_JUDGED
                            ? Wording.NONE
                            : gate.verdict()
                                    .found()
                                    .map(found ->
                                            Wording.found(found, gate.verdict().unit()))
                                    .orElse(Wording.NONE),
                    Lines.start(gate.reason()));
        }
    }

    /**
     * The Markdown.
     *
     * @param name the name of the run's folder
     */
    static String of(RunResult run, String name) {
        List<JudgedGate> gates = JudgedGate.of(run);
        List<PlateauResult> plateaus = plateaus(run);
        List<SummaryRow> latencies = SummaryRow.of(plateaus, run.comparison());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("simulation", run.setting().simulation());
        values.put("verdict", VerdictText.of(run));
        values.put("failedChecks", first(run.failedChecks(), CheckRow::of));
        values.put("failedChecksLeft", left(run.failedChecks()));
        values.put("gates", first(gates, GateRow::of));
        values.put("gatesLeft", left(gates));
        values.put("latencies", first(latencies, Function.identity()));
        values.put("latenciesLeft", left(latencies));
        values.put("rate", plateaus.isEmpty() ? "" : Rates.text(plateaus.get(0).rate()));
        values.put("base", run.comparison().isPresent() ? run.results().arms().get(0) : "");
        values.put("environment", environment(run));
        values.put("folder", name);
        return Template.of(TEMPLATE, Escaping.MARKDOWN).text(values);
    }

    /** The plateau that is compared, of each arm; none if the run has no result or no plateau is valid in every arm. */
    private static List<PlateauResult> plateaus(RunResult run) {
        return run.valid()
                ? run.results()
                        .comparedStep()
                        .map(step -> run.results().arms().stream()
                                .map(arm -> run.results().plateau(arm, step))
                                .toList())
                        .orElse(List.of())
                : List.of();
    }

    private static List<String> environment(RunResult run) {
        Provenance provenance = run.setting().provenance();
        Machine machine = provenance.machine();
        List<String> facts = new ArrayList<>();
        facts.add(RunCommit.of(provenance.source())
                .map(commit -> "commit " + commit)
                .orElse("no git commit known"));
        facts.add("seed " + run.operations().seed());
        facts.add("%s operations in %s"
                .formatted(
                        Wording.count(run.operations().count()),
                        run.capacities().isEmpty()
                                ? "each arm"
                                : run.results().arms().get(0)));
        facts.add("changes from: " + run.setting().changeOrigin());
        facts.add("PostgreSQL " + provenance.postgres().version());
        facts.add("JDK " + machine.jdkVersion());
        facts.add("%d cores%s"
                .formatted(
                        machine.cores(),
                        machine.cpuModel().map(model -> " of " + model).orElse("")));
        facts.add("%s %s".formatted(machine.osName(), machine.osVersion()));
        facts.add("started " + run.setting().started().truncatedTo(ChronoUnit.SECONDS));
        facts.add("took %s s".formatted(Wording.count(run.setting().took().toSeconds())));
        return facts;
    }

    private static <T, R> List<R> first(List<T> rows, Function<T, R> shown) {
        return rows.stream().limit(MOST_ROWS).map(shown).toList();
    }

    private static String left(List<?> rows) {
        return rows.size() > MOST_ROWS ? Wording.count(rows.size() - MOST_ROWS) : "";
    }
}

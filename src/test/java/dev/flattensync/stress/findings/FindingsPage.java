package dev.flattensync.stress.findings;

import dev.flattensync.stress.experiment.Cell;
import dev.flattensync.stress.experiment.ExperimentResult;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.result.ExperimentRun;
import dev.flattensync.stress.template.Escaping;
import dev.flattensync.stress.template.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The findings as Markdown. All that states a figure comes from the run. */
final class FindingsPage {
    private static final String TEMPLATE = "dev/flattensync/stress/findings/FINDINGS.md";

    /**
     * An expectation as the table shows it.
     *
     * @param words what was expected
     * @param required how many times as fast, at least
     * @param ratio measured, with its interval
     * @param most how many times as fast it can be on this disk at most
     * @param verdict in words
     */
    record ExpectedRow(String words, String required, String ratio, String most, String verdict) {}

    /**
     * A recommendation as the table shows it.
     *
     * @param mix the mix's name
     * @param costs one for each variant, in milliseconds
     * @param cheapest in words
     * @param others what may be said of those that cost more
     */
    record MixRow(String mix, List<String> costs, String cheapest, String others) {}

    private FindingsPage() {}

    /**
     * The page.
     *
     * @param charts the folder of charts and figures, as seen from the page; empty if it is the page's own
     */
    static String of(ExperimentRun run, String charts) {
        ExperimentResult result = run.result();
        Measured measured = new Measured(result);
        List<Claim> claims = Claims.of(result);
        List<Mix> mixes = Mix.all(run.setting().config());
        List<Recommendation> recommendations = Recommendation.of(measured, mixes);
        List<String> mixed = recommendations.stream()
                .flatMap(recommendation -> recommendation.nanos().keySet().stream())
                .distinct()
                .sorted()
                .toList();
        List<CostRow> costs = CostRow.all(measured);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("size", Wording.count(measured.size()));
        values.put(
                "sizes",
                Wording.list(result.sizes().stream().map(Wording::count).toList()));
        values.put("rounds", rounds(result));
        values.put("answer", Answer.of(measured, claims, recommendations));
        values.put("claims", claims);
        values.put("constraints", Table.constraints(measured));
        values.put(
                "chainConstrained",
                measured.labels(variant -> variant.storage() == Storage.SCHEMA2 && Table.isConstrained(variant)));
        values.put("expectations", expectations(result));
        values.put("rewrites", RewriteTime.all(measured));
        values.put("flush", Wording.millis(result.flush().nanos()));
        values.put("commit", Wording.millis(result.flush().commitNanos()));
        values.put("slowFlush", Wording.millis(Expectation.SLOW_FLUSH_NANOS));
        values.put("latencies", Table.latencies(measured));
        values.put("costs", costs);
        values.put("flips", costs.stream().filter(CostRow::flipped).toList());
        values.put("growths", Table.growths(measured));
        values.put("several", result.sizes().size() > 1);
        values.put("mediansDrawn", !FindingsCharts.medians(measured).isEmpty());
        values.put("growthDrawn", !FindingsCharts.growth(measured).isEmpty());
        values.put("blocking", Blocking.all(measured));
        values.put("mixes", mixes);
        values.put("mixed", mixed);
        values.put(
                "recommendations",
                recommendations.stream()
                        .map(recommendation -> row(recommendation, mixed))
                        .toList());
        values.put(
                "breakEvens",
                List.of(BreakEven.of(measured, Storage.SCHEMA1), BreakEven.of(measured, Storage.SCHEMA3)));
        values.put("environment", Environment.of(run));
        values.put("charts", charts.isEmpty() ? "" : charts + "/");
        return Template.of(TEMPLATE, Escaping.MARKDOWN).text(values);
    }

    private static List<ExpectedRow> expectations(ExperimentResult result) {
        return Expectation.of(result).stream()
                .map(expectation -> new ExpectedRow(
                        "%s: %s against %s"
                                .formatted(
                                        expectation.question().label(), expectation.variant(), expectation.against()),
                        "x " + Wording.number(expectation.required()),
                        expectation.ratio().map(Wording::ratio).orElse(Wording.NONE),
                        most(expectation.most()),
                        expectation.verdict().words()))
                .toList();
    }

    private static String most(OptionalDouble most) {
        return most.isPresent() ? "x " + Wording.number(most.getAsDouble()) : Wording.NONE;
    }

    private static MixRow row(Recommendation recommendation, List<String> variants) {
        List<String> others = new ArrayList<>();
        recommendation.others().forEach((variant, ratio) -> others.add(variant + " " + Wording.ratio(ratio)));
        return new MixRow(
                recommendation.mix().name(),
                variants.stream()
                        .map(variant -> Optional.ofNullable(
                                        recommendation.nanos().get(variant))
                                .map(Wording::millis)
                                .orElse(Wording.NONE))
                        .toList(),
                recommendation.words(),
                others.isEmpty() ? Wording.NONE : Wording.joined(others));
    }

    /** How many rounds there were, by size. */
    private static String rounds(ExperimentResult result) {
        return Wording.joined(result.sizes().stream()
                .map(size -> "%d at %s comments"
                        .formatted(
                                result.cells().stream()
                                        .filter(cell -> cell.comments() == size)
                                        .map(Cell::roundNanos)
                                        .mapToInt(List::size)
                                        .max()
                                        .orElse(0),
                                Wording.count(size)))
                .toList());
    }
}

package dev.flattensync.stress.page;

import dev.flattensync.stress.chart.Palette;
import dev.flattensync.stress.compare.Comparability;
import dev.flattensync.stress.compare.Compared;
import dev.flattensync.stress.compare.Contender;
import dev.flattensync.stress.compare.NamedRun;
import dev.flattensync.stress.provenance.Provenance;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.result.RunResult;
import dev.flattensync.stress.template.Escaping;
import dev.flattensync.stress.template.Template;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The comparison page: the arms of a run, or several runs, as one HTML file without script that loads nothing. All that
 * comes from a run is text on it, whatever it holds.
 */
public final class ComparisonPage {
    private static final String TEMPLATE = "dev/flattensync/stress/page/comparison.html";
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Map<String, Object> values;

    private ComparisonPage(Map<String, Object> values) {
        this.values = values;
    }

    /** The gates of a run. */
    record Gates(String run, List<GateView> gates) {}

    /** Works out all that the page shows, and draws its charts, which takes seconds. */
    public static ComparisonPage of(Compared compared) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("light", Palette.light());
        values.put("dark", Palette.dark());
        values.put("title", title(compared));
        values.put("facts", facts(compared));
        values.put("verdict", Verdict.of(compared));
        values.put("failedChecks", CheckView.of(compared));
        values.put("cautions", compared.cautions());
        values.put("several", compared.isOfRuns());
        values.put("changes", changes(compared.runs()));
        values.put("contender", compared.isOfRuns() ? "run" : "arm");
        values.put(
                "gates",
                compared.runs().stream()
                        .filter(run -> !run.result().gates().isEmpty())
                        .map(run -> new Gates(
                                run.name(),
                                run.result().gates().stream()
                                        .map(gate ->
                                                GateView.of(gate, run.result().valid()))
                                        .toList()))
                        .toList());
        values.put(
                "parts",
                IntStream.range(0, compared.lineups().size())
                        .mapToObj(i ->
                                Part.of("chart" + (i + 1), compared.lineups().get(i)))
                        .toList());
        values.put("provenance", ProvenanceView.of(compared.runs()));
        return new ComparisonPage(values);
    }

    /**
     * The page as HTML: the same for the same runs.
     *
     * @param links what it leads to
     */
    public String html(Links links) {
        Map<String, Object> all = new LinkedHashMap<>(values);
        all.put("links", links.links());
        return Template.of(TEMPLATE, Escaping.HTML).text(all);
    }

    private static String title(Compared compared) {
        List<String> names = compared.isOfRuns()
                ? compared.runs().stream().map(NamedRun::name).toList()
                : compared.lineups().get(0).contenders().stream()
                        .map(Contender::label)
                        .toList();
        return names.stream().collect(Collectors.joining(" against "));
    }

    /** What differs between each run and the first, which is often why they are compared. */
    private static List<String> changes(List<NamedRun> runs) {
        NamedRun base = runs.get(0);
        return runs.stream()
                .skip(1)
                .flatMap(run -> Comparability.changes(
                                base.result().setting(), run.result().setting())
                        .stream()
                        .map(change -> "%s: %s in %s, %s in %s"
                                .formatted(change.what(), change.there(), base.name(), change.here(), run.name())))
                .toList();
    }

    private static List<String> facts(Compared compared) {
        List<String> facts = new ArrayList<>();
        if (compared.isOfRuns()) {
            compared.runs().forEach(run -> facts.add(run.name() + ": " + Wording.joined(factsOf(run.result()))));
        } else {
            facts.addAll(factsOf(compared.runs().get(0).result()));
        }
        return facts;
    }

    private static List<String> factsOf(RunResult run) {
        Provenance provenance = run.setting().provenance();
        return List.of(
                MOMENT.format(run.setting().started()),
                ProvenanceView.duration(run.setting().took()),
                provenance.source().shortened().map("commit "::concat).orElse("no commit known"),
                "PostgreSQL " + provenance.postgres().version(),
                "JDK " + provenance.machine().jdkVersion(),
                provenance.machine().cores() + " cores",
                "changes from: " + run.setting().changeOrigin());
    }
}

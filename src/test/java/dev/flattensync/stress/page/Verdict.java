package dev.flattensync.stress.page;

import dev.flattensync.stress.compare.Compared;
import dev.flattensync.stress.compare.Contender;
import dev.flattensync.stress.compare.Lineup;
import dev.flattensync.stress.measure.Comparison;
import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.report.ArmVerdict;
import dev.flattensync.stress.report.VerdictText;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.workload.Rates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a page says first, in sentences: of one run what the console says, of several what differs between them. */
public final class Verdict {

    private Verdict() {}

    /** The sentences, the most important first; at least one. */
    public static List<String> of(Compared compared) {
        return compared.isOfRuns()
                ? compared.lineups().stream()
                        .flatMap(lineup -> ofRuns(lineup).stream())
                        .toList()
                : VerdictText.of(compared.runs().get(0).result());
    }

    private static List<String> ofRuns(Lineup lineup) {
        List<String> sentences = new ArrayList<>();
        Optional<Comparison> comparison = lineup.comparison();
        Results results = lineup.results();
        List<String> runs = results.arms();
        comparison.ifPresent(found -> {
            String rate = Rates.text(results.plateau(runs.get(0), found.step()).rate());
            runs.subList(1, runs.size())
                    .forEach(run -> sentences.add("%s: %s"
                            .formatted(
                                    lineup.title(),
                                    ArmVerdict.of(
                                            run,
                                            runs.get(0),
                                            rate,
                                            found.cells().stream()
                                                    .filter(cell -> cell.arm().equals(run))
                                                    .toList()))));
        });
        if (lineup.contenders().stream()
                .allMatch(contender -> contender.capacity().isPresent())) {
            sentences.add("%s sustains %s."
                    .formatted(
                            lineup.title(),
                            Wording.list(lineup.contenders().stream()
                                    .map(Verdict::sustained)
                                    .toList())));
        }
        if (sentences.isEmpty()) {
            sentences.add("%s: nothing can be said, since no plateau is valid in every run.".formatted(lineup.title()));
        }
        return sentences;
    }

    private static String sustained(Contender contender) {
        return contender.capacity().orElseThrow().sustained().stream()
                        .mapToObj(Rates::text)
                        .findFirst()
                        .orElse("no confirmed rate")
                + " in " + contender.label();
    }
}

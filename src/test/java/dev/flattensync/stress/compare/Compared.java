package dev.flattensync.stress.compare;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.result.RunResult;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a page shows.
 *
 * @param runs one, or several that are compared, the base first
 * @param lineups the arms of the one run, or for each arm that all runs have these runs
 * @param cautions why several runs are hard to compare, in sentences; empty of one
 */
public record Compared(List<NamedRun> runs, List<Lineup> lineups, List<String> cautions) {

    /** The arms of a run. */
    public static Compared arms(NamedRun run) {
        RunResult result = run.result();
        Lineup arms = new Lineup(
                "",
                result.results().arms().stream()
                        .map(arm -> new Contender(arm, result, arm))
                        .toList());
        return new Compared(List.of(run), List.of(arms), List.of());
    }

    /**
     * Several runs, arm by arm.
     *
     * @param runs at least two with different names, the base first
     * @throws InvalidInputException if they have no arm in common
     */
    public static Compared runs(List<NamedRun> runs, List<String> cautions) {
        Set<String> arms = new LinkedHashSet<>(runs.get(0).result().results().arms());
        runs.forEach(run -> arms.retainAll(run.result().results().arms()));
        if (arms.isEmpty()) {
            throw new InvalidInputException("expected runs with an arm in common: found "
                    + runs.stream()
                            .map(run -> "%s with %s"
                                    .formatted(
                                            run.name(),
                                            String.join(
                                                    " and ",
                                                    run.result().results().arms())))
                            .collect(Collectors.joining(", ")));
        }
        return new Compared(
                List.copyOf(runs),
                arms.stream()
                        .map(arm -> new Lineup(
                                arm,
                                runs.stream()
                                        .map(run -> new Contender(run.name(), run.result(), arm))
                                        .toList()))
                        .toList(),
                List.copyOf(cautions));
    }

    /** Whether it is of several runs. */
    public boolean isOfRuns() {
        return runs.size() > 1;
    }
}

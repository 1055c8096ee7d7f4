package dev.flattensync.stress.artifact;

import dev.flattensync.stress.report.Lines;
import dev.flattensync.stress.result.RunResult;
import dev.flattensync.stress.verify.TableComparison;
import java.util.ArrayList;
import java.util.List;

/**
 * A check of a run that is no gate: it must pass in each.
 *
 * @param name what must be so
 * @param problems what was found instead, each on one line; empty if it passed
 */
record RunCheck(String name, List<String> problems) {

    /** The checks that the result tells of. A search for capacity offers more than an arm can do, on purpose. */
    static List<RunCheck> of(RunResult run) {
        List<RunCheck> checks = new ArrayList<>();
        if (run.capacities().isEmpty()) {
            checks.add(new RunCheck("every change done", undone(run)));
        }
        if (!run.setting().rigOnly()) {
            run.results()
                    .arms()
                    .forEach(arm ->
                            checks.add(new RunCheck(arm + ": tables equal the documents", differences(run, arm))));
        }
        return checks;
    }

    boolean passed() {
        return problems.isEmpty();
    }

    private static List<String> undone(RunResult run) {
        List<String> problems = new ArrayList<>();
        if (run.results().unfinished() > 0) {
            problems.add("changes that were due and never done: "
                    + Lines.count(run.results().unfinished()));
        }
        long failed = run.results().plateaus().stream()
                .flatMap(plateau -> plateau.runs().stream())
                .mapToLong(block -> block.load().failed())
                .sum();
        if (failed > 0) {
            problems.add("changes on the plateaus that failed or were never done: " + Lines.count(failed));
        }
        return problems;
    }

    private static List<String> differences(RunResult run, String arm) {
        TableComparison.Outcome outcome = run.verification().get(arm);
        return outcome == null
                ? List.of("the tables were not compared with the documents")
                : outcome.differences().stream()
                        .map(Lines::start)
                        .map(Lines::printable)
                        .toList();
    }
}

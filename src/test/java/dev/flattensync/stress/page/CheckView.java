package dev.flattensync.stress.page;

import dev.flattensync.stress.compare.Compared;
import dev.flattensync.stress.compare.NamedRun;
import dev.flattensync.stress.report.Lines;
import dev.flattensync.stress.result.CheckOutcome;
import java.util.List;

/**
 * A check that failed, as the page shows it.
 *
 * @param name what must be so; of several runs also in which
 * @param problem what was found instead, cut if it is long
 */
record CheckView(String name, String problem) {
    /** In characters: a check tells of rows that may be of any length. */
    private static final int LONGEST_PROBLEM = 1_000;

    /** The checks that failed, run by run. */
    static List<CheckView> of(Compared compared) {
        return compared.runs().stream()
                .flatMap(run -> run.result().failedChecks().stream().map(check -> of(compared, run, check)))
                .toList();
    }

    private static CheckView of(Compared compared, NamedRun run, CheckOutcome check) {
        return new CheckView(
                compared.isOfRuns() ? run.name() + ", " + check.name() : check.name(),
                Lines.start(check.problem().orElseThrow(), LONGEST_PROBLEM));
    }
}

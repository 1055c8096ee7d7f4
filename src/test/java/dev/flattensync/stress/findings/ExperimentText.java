package dev.flattensync.stress.findings;

import dev.flattensync.stress.report.Lines;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.result.ExperimentRun;
import java.util.List;

/** The text that ends a run of the seed's experiment: claims and expectations with their verdicts. */
final class ExperimentText {
    private static final String EXPECTED = "  %-22s %-68s %10s   %s";

    private ExperimentText() {}

    /** The text, lines ended by the platform's line end. */
    static String of(ExperimentRun run) {
        Lines lines = new Lines();
        if (run.valid()) {
            figures(lines, run);
        } else {
            lines.sentence(
                    "No result: tables differ from the documents or were not compared, so figures would mean nothing.");
        }
        checks(lines, run);
        return lines.toString();
    }

    private static void figures(Lines lines, ExperimentRun run) {
        Measured measured = new Measured(run.result());
        List<Claim> claims = Claims.of(run.result());
        lines.title("The original experiment's claims, at %s comments", Wording.count(measured.size()));
        for (Claim claim : claims) {
            lines.add("  %s", claim.statement());
            lines.add("      %s", claim.words());
            claim.figures().forEach(figure -> lines.add("      %s", figure));
        }
        lines.title(
                "Expected of the design: how many times as fast, with 95%% interval; a flush takes %s ms",
                Wording.millis(run.result().flush().nanos()));
        for (Expectation expectation : Expectation.of(run.result())) {
            lines.add(
                    EXPECTED,
                    expectation.verdict().words(),
                    "%s: %s against %s"
                            .formatted(expectation.question().label(), expectation.variant(), expectation.against()),
                    ">= x " + Wording.number(expectation.required()),
                    expectation.ratio().map(Wording::ratio).orElse(Wording.NONE));
        }
    }

    private static void checks(Lines lines, ExperimentRun run) {
        lines.title("Checks");
        int expected = run.result().variants().size() * run.result().sizes().size();
        run.verification().forEach((tables, outcome) -> {
            if (!outcome.equal()) {
                lines.add("  %s: TABLES DIFFER from the documents:", tables);
                outcome.differences().forEach(difference -> lines.add("    %s", Lines.start(difference)));
            }
        });
        long equal = run.verification().values().stream()
                .filter(outcome -> outcome.equal())
                .count();
        lines.add(
                "  the tables of %d of %d (every variant at every size) equal the documents, row by row; seed %d",
                equal, expected, run.seed());
    }
}

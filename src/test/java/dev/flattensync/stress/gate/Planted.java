package dev.flattensync.stress.gate;

import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.planted.PlantedRun;
import dev.flattensync.stress.result.ArmCapacity;
import dev.flattensync.stress.result.BlockReport;
import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.result.RunResult;
import dev.flattensync.stress.verify.TableComparison;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs of planted figures, and how gates on them are judged. */
final class Planted {
    static final Path FILE = Path.of("reports", "baseline.json");
    private static final RunResult ANY = PlantedRun.rounds(1);

    private Planted() {}

    /** A run with these figures, whose tables equal the documents. */
    static RunResult run(Results results) {
        return run(results, List.of(), List.of());
    }

    static RunResult run(Results results, List<BlockReport> blocks, List<ArmCapacity> capacities) {
        Map<String, TableComparison.Outcome> equal = new LinkedHashMap<>();
        results.arms().forEach(arm -> equal.put(arm, new TableComparison.Outcome(1, List.of())));
        return new RunResult(ANY.setting(), ANY.operations(), results, blocks, capacities, equal, List.of(), List.of());
    }

    /** The verdict of a rule that is on one figure. */
    static GateVerdict judge(RunResult run, String rule) {
        return new GateJudge(run, Optional.empty()).judge(gate(run, rule));
    }

    /** The verdict of a rule that is on one figure, relative to a run that was kept. */
    static GateVerdict judge(RunResult run, RunResult baseline, String rule, String... differences) {
        return new GateJudge(
                        run, Optional.of(new Baseline(FILE, baseline, List.of(differences), differences.length > 0)))
                .judge(gate(run, rule));
    }

    static Gate gate(RunResult run, String rule) {
        List<String> kinds = run.results().plateaus().stream()
                .flatMap(plateau -> plateau.kinds().keySet().stream())
                .distinct()
                .toList();
        List<Double> rates = run.results().plateaus().stream()
                .map(plateau -> plateau.rate())
                .distinct()
                .toList();
        return GateParser.parse(rule, new GateNames(run.results().arms(), kinds, rates))
                .get(0);
    }
}

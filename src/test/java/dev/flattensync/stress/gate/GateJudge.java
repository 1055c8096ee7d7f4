package dev.flattensync.stress.gate;

import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges the gates of a run that is over. */
public final class GateJudge {
    private final RunResult run;
    private final Optional<Baseline> baseline;

    /**
     * @param run all of it but for the gates
     * @param baseline what is compared with, if a gate is
     */
    public GateJudge(RunResult run, Optional<Baseline> baseline) {
        this.run = run;
        this.baseline = baseline;
    }

    /** Judges a gate. */
    public GateVerdict judge(Gate gate) {
        if (!run.valid()) {
            return gate.inconclusive("the run has no result: tables differ from the documents or were not compared");
        }
        if (gate.namesBaseline() && !sameOperations() && !baseline.orElseThrow().anyway()) {
            return gate.inconclusive(
                    "the baseline was given other operations than this run, so their blocks are no pairs: make one anew, or set stress.gates.compare-anyway = true");
        }
        GateVerdict verdict = FigureJudge.of(gate.figure()).judge(gate, Measured.of(run, gate.arm()), reference(gate));
        List<String> differences = gate.namesBaseline() ? differences() : List.of();
        return differences.isEmpty()
                ? verdict
                : verdict.with("the baseline is of another setting: " + String.join(", ", differences));
    }

    private List<String> differences() {
        List<String> differences = new ArrayList<>(baseline.orElseThrow().differences());
        if (!sameOperations()) {
            differences.add("other operations");
        }
        return differences;
    }

    /** A search for capacity takes as many as it needs. */
    private boolean sameOperations() {
        RunResult kept = baseline.orElseThrow().run();
        return !run.capacities().isEmpty()
                || kept.operations().digest().equals(run.operations().digest());
    }

    private Optional<Measured> reference(Gate gate) {
        if (gate.bound() instanceof Bound.ToArm other) {
            return Optional.of(Measured.of(run, other.arm()));
        }
        return gate.namesBaseline() ? Optional.of(baseline.orElseThrow().measured(gate.arm())) : Optional.empty();
    }
}

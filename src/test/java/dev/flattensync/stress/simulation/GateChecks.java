package dev.flattensync.stress.simulation;

import dev.flattensync.stress.gate.Baseline;
import dev.flattensync.stress.gate.Gate;
import dev.flattensync.stress.gate.GateJudge;
import dev.flattensync.stress.gate.GateSettings;
import dev.flattensync.stress.gatling.BackgroundRequest;
import dev.flattensync.stress.progress.Progress;
import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The gates of a run, each a request in Gatling's report, one after the other and last of all. */
final class GateChecks {
    private final GateSettings settings;
    private final Optional<Baseline> baseline;
    private final Progress progress;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(StressRun::daemon);
    private final List<GateVerdict> verdicts = new ArrayList<>();
    private GateJudge judge;

    GateChecks(GateSettings settings, Optional<Baseline> baseline, Progress progress) {
        this.settings = settings;
        this.baseline = baseline;
        this.progress = progress;
    }

    /**
     * The gates as checks.
     *
     * @param run all that the run has to say but for the gates; asked for when the first gate is judged
     */
    List<BackgroundRequest> requests(Supplier<RunResult> run) {
        return settings.gates().stream().map(gate -> request(gate, run)).toList();
    }

    /** The gates that were judged. */
    List<GateVerdict> verdicts() {
        return List.copyOf(verdicts);
    }

    private BackgroundRequest request(Gate gate, Supplier<RunResult> run) {
        return new BackgroundRequest(gate.text(), executor, () -> {
            progress.doing("checks: gates");
            if (judge == null) {
                judge = new GateJudge(run.get(), baseline);
            }
            GateVerdict verdict = judge.judge(gate);
            verdicts.add(verdict);
            return settings.fails(verdict) ? Optional.of(verdict.reason()) : Optional.empty();
        });
    }
}

package dev.flattensync.stress.simulation;

import dev.flattensync.stress.gate.Baseline;
import dev.flattensync.stress.gate.Gate;
import dev.flattensync.stress.gate.GateJudge;
import dev.flattensync.stress.gate.GateSettings;
import dev.flattensync.stress.gatling.BackgroundRequest;
import dev.flattensync.stress.progress.Progress;
import dev.flattensync.stress.result.CheckOutcome;
import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The gates of a run, each a request in Gatling's report, one after the other and last of all. */
final class GateChecks {
    private final GateSettings settings;
    private final Optional<Baseline> baseline;
    private final Progress progress;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(StressRun::daemon);
    private final List<BackgroundRequest> requests = new ArrayList<>();
    /** By the index of the gate's request. */
    private final SortedMap<Integer, GateVerdict> verdicts = new ConcurrentSkipListMap<>();

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
        settings.gates().forEach(gate -> requests.add(request(requests.size(), gate, run)));
        return List.copyOf(requests);
    }

    /** The gates that were judged. */
    List<GateVerdict> verdicts() {
        return List.copyOf(verdicts.values());
    }

    /** The gates that were not judged, which fails the run: it was broken off, or judging them went wrong. */
    List<CheckOutcome> notJudged() {
        return IntStream.range(0, requests.size())
                .filter(index -> !verdicts.containsKey(index))
                .mapToObj(index -> notJudged(requests.get(index)))
                .toList();
    }

    private static CheckOutcome notJudged(BackgroundRequest request) {
        String name = "gate judged: " + request.name();
        return request.response()
                .map(response -> new CheckOutcome(name, response.error()))
                .orElseGet(() -> CheckOutcome.notMade(name));
    }

    private BackgroundRequest request(int index, Gate gate, Supplier<RunResult> run) {
        return new BackgroundRequest(gate.text(), executor, () -> {
            progress.doing("checks: gates");
            if (judge == null) {
                judge = new GateJudge(run.get(), baseline);
            }
            GateVerdict verdict = judge.judge(gate);
            verdicts.put(index, verdict);
            return settings.fails(verdict) ? Optional.of(verdict.reason()) : Optional.empty();
        });
    }
}

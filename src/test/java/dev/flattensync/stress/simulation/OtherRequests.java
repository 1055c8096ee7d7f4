package dev.flattensync.stress.simulation;

import dev.flattensync.stress.gatling.AsyncRequest;
import dev.flattensync.stress.gatling.BackgroundRequest;
import dev.flattensync.stress.gatling.ProbeReads;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.result.CheckOutcome;
import io.gatling.javaapi.core.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * The requests of a run that are neither changes nor checks: those between blocks, and the probe reads. Gatling's
 * assertions let none of them fail, so the run's result must tell if one did.
 */
final class OtherRequests {
    static final String BETWEEN = "everything between blocks done";
    static final String READS = "every probe read answered";

    private final List<BackgroundRequest> between = new ArrayList<>();
    private final LongAdder reads = new LongAdder();
    private final LongAdder failedReads = new LongAdder();
    private boolean readsExpected;

    /** Takes note of a request between blocks, which it returns. */
    BackgroundRequest between(BackgroundRequest request) {
        between.add(request);
        return request;
    }

    /** Tells that there are to be probe reads. */
    void expectReads() {
        readsExpected = true;
    }

    /**
     * Counts a probe read that is over. They are not ours but the JDBC plugin's; a virtual user makes but one.
     *
     * @return the session as it was
     */
    Session read(Session session) {
        reads.increment();
        if (!ProbeReads.answered(session)) {
            failedReads.increment();
        }
        return session;
    }

    /** What became of them, as checks; none of what was not to be. */
    List<CheckOutcome> outcomes() {
        List<CheckOutcome> outcomes = new ArrayList<>();
        if (!between.isEmpty()) {
            outcomes.add(new CheckOutcome(BETWEEN, betweenProblem()));
        }
        if (readsExpected) {
            outcomes.add(reads.sum() == 0 ? CheckOutcome.notMade(READS) : new CheckOutcome(READS, readsProblem()));
        }
        return outcomes;
    }

    private Optional<String> betweenProblem() {
        List<AsyncRequest.Response> responses =
                between.stream().flatMap(request -> request.response().stream()).toList();
        List<String> problems = new ArrayList<>();
        List<AsyncRequest.Response> failed = responses.stream()
                .filter(response -> response.error().isPresent())
                .toList();
        if (!failed.isEmpty()) {
            AsyncRequest.Response first = failed.get(0);
            problems.add("%s of %s requests failed, first \"%s\": %s"
                    .formatted(
                            Wording.count(failed.size()),
                            Wording.count(between.size()),
                            first.name(),
                            first.error().orElseThrow()));
        }
        int missing = between.size() - responses.size();
        if (missing > 0) {
            problems.add("%s of %s requests were not made, or did not end"
                    .formatted(Wording.count(missing), Wording.count(between.size())));
        }
        return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
    }

    private Optional<String> readsProblem() {
        return failedReads.sum() == 0
                ? Optional.empty()
                : Optional.of(
                        "%s of %s failed".formatted(Wording.count(failedReads.sum()), Wording.count(reads.sum())));
    }
}

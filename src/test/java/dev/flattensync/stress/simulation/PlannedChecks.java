package dev.flattensync.stress.simulation;

import dev.flattensync.stress.gatling.BackgroundRequest;
import dev.flattensync.stress.result.CheckOutcome;
import java.util.ArrayList;
import java.util.List;

/** The checks that a run is to make, and what became of them. */
final class PlannedChecks {
    private final List<BackgroundRequest> planned = new ArrayList<>();

    /** Takes note of checks, which it returns. */
    List<BackgroundRequest> planned(List<BackgroundRequest> checks) {
        planned.addAll(checks);
        return checks;
    }

    /** The outcomes, in the order of the plan; a check that has no outcome yet has not passed. */
    List<CheckOutcome> outcomes() {
        return planned.stream().map(PlannedChecks::outcome).toList();
    }

    private static CheckOutcome outcome(BackgroundRequest check) {
        return check.response()
                .map(response -> new CheckOutcome(check.name(), response.error()))
                .orElseGet(() -> CheckOutcome.notMade(check.name()));
    }
}

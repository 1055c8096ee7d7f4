package dev.flattensync.stress.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.gatling.BackgroundRequest;
import dev.flattensync.stress.result.CheckOutcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class PlannedChecksTest {
    private final PlannedChecks checks = new PlannedChecks();

    @Test
    void checksTellWhatBecameOfThemInTheOrderOfThePlan() {
        List<BackgroundRequest> planned = checks.planned(List.of(
                check("a", Optional::empty), check("b", () -> Optional.of("found something")), check("c", () -> {
                    throw new IllegalStateException("no connection");
                })));

        planned.get(2).send().join();
        planned.get(1).send().join();
        planned.get(0).send().join();

        assertThat(checks.outcomes())
                .containsExactly(
                        new CheckOutcome("a", Optional.empty()),
                        new CheckOutcome("b", Optional.of("found something")),
                        new CheckOutcome("c", Optional.of("no connection")));
    }

    @Test
    void checkThatWasNeverMadeOrDidNotEndHasNotPassed() {
        List<BackgroundRequest> planned = checks.planned(List.of(
                check("never", Optional::empty),
                // Nobody runs it.
                new BackgroundRequest("under way", task -> {}, Optional::empty)));

        planned.get(1).send();

        assertThat(checks.outcomes())
                .containsExactly(CheckOutcome.notMade("never"), CheckOutcome.notMade("under way"))
                .noneMatch(CheckOutcome::passed);
    }

    private static BackgroundRequest check(String name, Callable<Optional<String>> check) {
        return new BackgroundRequest(name, Runnable::run, check);
    }
}

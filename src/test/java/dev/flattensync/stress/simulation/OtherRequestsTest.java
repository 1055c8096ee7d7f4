package dev.flattensync.stress.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.gatling.BackgroundRequest;
import dev.flattensync.stress.result.CheckOutcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Probe reads need sessions of Gatling's: {@link SimulationsTest} has them. */
class OtherRequestsTest {
    private final OtherRequests requests = new OtherRequests();

    @Test
    void whatWasNotToBeIsNoCheck() {
        assertThat(requests.outcomes()).isEmpty();
    }

    @Test
    void requestsBetweenBlocksPassIfAllWereMadeAndNoneFailed() {
        add("before", Optional.empty()).send().join();
        add("after", Optional.empty()).send().join();

        assertThat(requests.outcomes()).containsExactly(new CheckOutcome(OtherRequests.BETWEEN, Optional.empty()));
    }

    @Test
    void failedAndMissingRequestsBetweenBlocksAreCounted() {
        add("before", Optional.empty()).send().join();
        add("after", Optional.of("not caught up")).send().join();
        add("before", Optional.of("no connection")).send().join();
        add("after", Optional.empty());

        assertThat(requests.outcomes())
                .containsExactly(
                        new CheckOutcome(
                                OtherRequests.BETWEEN,
                                Optional.of(
                                        "2 of 4 requests failed, first \"after\": not caught up; 1 of 4 requests were not made, or did not end")));
    }

    @Test
    void probeReadsThatWereNeverMadeHaveNotPassed() {
        requests.expectReads();

        assertThat(requests.outcomes()).containsExactly(CheckOutcome.notMade(OtherRequests.READS));
    }

    private BackgroundRequest add(String name, Optional<String> problem) {
        return requests.between(new BackgroundRequest(name, Runnable::run, () -> problem));
    }
}

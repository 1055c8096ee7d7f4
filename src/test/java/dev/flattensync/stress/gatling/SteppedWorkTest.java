package dev.flattensync.stress.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class SteppedWorkTest {
    private static final List<String> GROUPS = List.of("outer", "inner");

    @Test
    void stepsAreDoneOneByOneWhenAskedFor() throws Exception {
        AtomicInteger done = new AtomicInteger();
        try (SteppedWork work = new SteppedWork("work", steps -> {
            for (int i = 1; i <= 3; i++) {
                String name = "step " + i;
                steps.step(GROUPS, name, () -> {
                    done.incrementAndGet();
                    return Optional.empty();
                });
            }
        })) {
            assertThat(done).as("nobody has asked").hasValue(0);

            assertThat(logged(work)).isEqualTo("outer inner step 1");
            assertThat(done).hasValue(1);
            assertThat(logged(work)).isEqualTo("outer inner step 2");
            assertThat(logged(work)).isEqualTo("outer inner step 3");
            assertThat(all(work)).isEmpty();
            assertThat(work.isOver()).isTrue();
        }
    }

    @Test
    void stepThatReturnsAnErrorFailsAndTheWorkGoesOn() throws Exception {
        try (SteppedWork work = new SteppedWork("work", steps -> {
            steps.step(GROUPS, "bad", () -> Optional.of("no good"));
            steps.step(GROUPS, "good", Optional::empty);
        })) {
            assertThat(all(work)).containsExactly("outer inner bad: no good", "outer inner good");
        }
    }

    @Test
    void stepThatThrowsFailsAndIsTheLast() throws Exception {
        try (SteppedWork work = new SteppedWork("work", steps -> {
            steps.step(GROUPS, "bad", () -> {
                throw new IllegalStateException("broken");
            });
            steps.step(GROUPS, "never", Optional::empty);
        })) {
            assertThat(all(work)).containsExactly("outer inner bad: broken");
        }
    }

    @Test
    void failureBetweenStepsIsAStepOfItsOwn() throws Exception {
        try (SteppedWork work = new SteppedWork("work", steps -> {
            steps.step(GROUPS, "good", Optional::empty);
            throw new IllegalStateException("broken");
        })) {
            assertThat(all(work)).containsExactly("outer inner good", "work work work: broken");
        }
    }

    @Test
    void workThatIsClosedEnds() throws Exception {
        SteppedWork work = new SteppedWork("work", steps -> {
            steps.step(GROUPS, "good", Optional::empty);
            steps.step(GROUPS, "never asked for", Optional::empty);
        });
        logged(work);
        work.close();
        while (!work.isOver()) {
            Thread.onSpinWait();
        }

        assertThat(all(work)).isEmpty();
    }

    private static List<String> all(SteppedWork work) throws Exception {
        List<String> all = new ArrayList<>();
        while (!work.isOver()) {
            work.next().send().get(5, TimeUnit.SECONDS);
            if (work.isDone()) {
                all.add(log(work));
            }
        }
        return all;
    }

    private static String logged(SteppedWork work) throws Exception {
        work.next().send().get(5, TimeUnit.SECONDS);
        return log(work);
    }

    private static String log(SteppedWork work) throws Exception {
        String groups = work.group(0) + " " + work.group(1);
        AsyncRequest.Response response =
                work.log().send().get(5, TimeUnit.SECONDS).orElseThrow();
        return groups + " " + response.name()
                + response.error().map(error -> ": " + error).orElse("");
    }
}

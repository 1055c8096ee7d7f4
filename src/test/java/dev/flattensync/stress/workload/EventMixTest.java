package dev.flattensync.stress.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventMixTest {
    private static final int DRAWS = 100_000;

    private final Blog blog = new Blog();

    @Test
    void kindsAreDrawnInProportionToTheirWeights() {
        Map<String, Long> drawn = draws(blog.mixOf(Map.of("edit comment", 6.0, "push post", 3.0, "delete user", 1.0)));

        assertThat((double) drawn.get("edit comment") / DRAWS).isCloseTo(0.6, within(0.01));
        assertThat((double) drawn.get("push post") / DRAWS).isCloseTo(0.3, within(0.01));
        assertThat((double) drawn.get("delete user") / DRAWS).isCloseTo(0.1, within(0.01));
    }

    @Test
    void kindOfWeightZeroIsNeverDrawn() {
        assertThat(draws(blog.mixOf(Map.of("edit comment", 0.001, "push post", 0.0))))
                .containsOnlyKeys("edit comment");
    }

    private static Map<String, Long> draws(EventMix mix) {
        SplittableRandom random = new SplittableRandom(11);
        return Stream.generate(() -> mix.draw(random).label())
                .limit(DRAWS)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}

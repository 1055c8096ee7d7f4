package dev.flattensync.stress.verify;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run has tried, and how often: so that a random test can't stop testing something without being noticed. */
final class Coverage {
    private final Map<Enum<?>, LongAdder> counts = new ConcurrentHashMap<>();

    void count(Enum<?> tried) {
        counts.computeIfAbsent(tried, t -> new LongAdder()).increment();
    }

    /** What was tried fewer times than that. */
    List<String> rarerThan(long least) {
        return all().filter(tried -> times(tried) < least).map(this::show).toList();
    }

    @Override
    public String toString() {
        return all().map(this::show).collect(Collectors.joining(", "));
    }

    private static Stream<Enum<?>> all() {
        return Stream.concat(Arrays.stream(DocumentChange.values()), Arrays.stream(EventForm.values()));
    }

    private String show(Enum<?> tried) {
        return tried + " " + times(tried);
    }

    private long times(Enum<?> tried) {
        LongAdder count = counts.get(tried);
        return count == null ? 0 : count.sum();
    }
}

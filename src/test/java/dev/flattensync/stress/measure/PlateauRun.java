package dev.flattensync.stress.measure;

import dev.flattensync.stress.workload.InjectionProfile.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened on one plateau of one block.
 *
 * @param arm the arm's label
 * @param block the block's place in the run, from 1
 * @param step the index of the profile's step
 * @param start when the plateau began
 * @param end when it ended
 * @param load what was offered, and what became of it
 * @param generator valid, or void if the generator could not keep its schedule
 * @param kinds the times by the label of the kind of change
 */
public record PlateauRun(
        String arm,
        int block,
        int step,
        Instant start,
        Instant end,
        Load load,
        Validity generator,
        Map<String, Timings> kinds) {

    /**
     * The plateaus of a block that is over.
     *
     * @param kinds the labels of the kinds of change, in the order of reports; others that happened come after them
     */
    public static List<PlateauRun> of(Block block, List<String> kinds, Validity.Limits limits) {
        List<PlateauRun> plateaus = new ArrayList<>();
        List<Step> steps = block.schedule().steps();
        for (int step = 0; step < steps.size(); step++) {
            if (!steps.get(step).hold().isZero()) {
                plateaus.add(of(block, step, kinds, limits));
            }
        }
        return plateaus;
    }

    private static PlateauRun of(Block block, int step, List<String> kinds, Validity.Limits limits) {
        Map<String, Timings> timings = new LinkedHashMap<>();
        kinds.forEach(kind -> timings.put(kind, new Timings()));
        block.forEachSample(sample -> {
            if (sample.plateau() == step) {
                timings.computeIfAbsent(sample.kind().label(), kind -> new Timings())
                        .add(sample);
            }
        });
        Validity generator = limits.ofGenerator(Timings.sum(timings.values()));
        return new PlateauRun(
                block.arm(),
                block.number(),
                step,
                block.startInstant().plusNanos(block.schedule().plateauStartNanos(step)),
                block.startInstant().plusNanos(block.schedule().plateauEndNanos(step)),
                block.load(step),
                generator,
                timings);
    }

    /** Whether this run alone shows that the sync keeps up: void, unsustainable or valid. */
    public Validity validity(Validity.Limits limits) {
        return generator.isValid() ? limits.ofSync(load) : generator;
    }

    /** The times of a kind of change, none if there are none, or of {@link Comparison#ALL} of them. */
    public Timings timings(String kind) {
        return kind.equals(Comparison.ALL) ? all() : kinds.getOrDefault(kind, new Timings());
    }

    /** The times of all kinds together. */
    public Timings all() {
        return Timings.sum(kinds.values());
    }
}

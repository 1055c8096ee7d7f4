package dev.flattensync.stress.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one arm did on one plateau, over all its measured blocks. Runs in which the generator could not keep its
 * schedule are left out of the load and the times.
 *
 * @param arm the arm's label
 * @param step the index of the profile's step
 * @param rate the offered rate, changes per second
 * @param runs the plateau in each block, in the order of the blocks, void ones included
 * @param load over all runs that are not void; of all runs if every one is
 * @param validity void if every run is; else whether the sync kept up over the others
 * @param kinds the times by the label of the kind of change
 */
public record PlateauResult(
        String arm,
        int step,
        double rate,
        List<PlateauRun> runs,
        Load load,
        Validity validity,
        Map<String, Timings> kinds) {

    /** @param runs of one arm and step, at least one */
    static PlateauResult over(List<PlateauRun> runs, Validity.Limits limits) {
        PlateauRun first = runs.get(0);
        boolean isVoid = runs.stream().noneMatch(run -> run.generator().isValid());
        Load load = Load.over(counting(runs).stream().map(PlateauRun::load).toList());
        return of(runs, load, isVoid ? first.generator() : limits.ofSync(load));
    }

    /**
     * Runs that were judged already.
     *
     * @param runs of one arm and step, at least one
     */
    public static PlateauResult of(List<PlateauRun> runs, Load load, Validity validity) {
        PlateauRun first = runs.get(0);
        Map<String, Timings> kinds = new LinkedHashMap<>();
        counting(runs)
                .forEach(run -> run.kinds()
                        .forEach((kind, timings) -> kinds.computeIfAbsent(kind, label -> new Timings())
                                .add(timings)));
        return new PlateauResult(
                first.arm(), first.step(), first.load().rate(), List.copyOf(runs), load, validity, kinds);
    }

    /** Those whose generator kept its schedule; all if it never did. */
    private static List<PlateauRun> counting(List<PlateauRun> runs) {
        List<PlateauRun> valid =
                runs.stream().filter(run -> run.generator().isValid()).toList();
        return valid.isEmpty() ? runs : valid;
    }

    /** Whether so many of its runs are void that those which are left say little: more than half. */
    public boolean isMostlyVoid() {
        return 2 * voidRuns() > runs.size();
    }

    /** How many of its runs are void. */
    public long voidRuns() {
        return runs.stream().filter(run -> !run.generator().isValid()).count();
    }

    /** Those of its runs that are not void. */
    public List<PlateauRun> validRuns() {
        return runs.stream().filter(run -> run.generator().isValid()).toList();
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

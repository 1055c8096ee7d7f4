package dev.flattensync.stress.measure;

import java.util.ArrayList;
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
        List<PlateauRun> counting = new ArrayList<>(
                runs.stream().filter(run -> run.generator().isValid()).toList());
        boolean isVoid = counting.isEmpty();
        if (isVoid) {
            counting.addAll(runs);
        }
        Load load = Load.over(counting.stream().map(PlateauRun::load).toList());
        Map<String, Timings> kinds = new LinkedHashMap<>();
        for (PlateauRun run : counting) {
            run.kinds()
                    .forEach((kind, timings) ->
                            kinds.computeIfAbsent(kind, label -> new Timings()).add(timings));
        }
        Validity validity = isVoid ? first.generator() : limits.ofSync(load);
        return new PlateauResult(
                first.arm(), first.step(), first.load().rate(), List.copyOf(runs), load, validity, kinds);
    }

    /** How many of its runs are void. */
    public long voidRuns() {
        return runs.stream().filter(run -> !run.generator().isValid()).count();
    }

    /** The times of all kinds together. */
    public Timings all() {
        return Timings.sum(kinds.values());
    }
}

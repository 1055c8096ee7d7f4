package dev.flattensync.stress.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of a run.
 *
 * @param arms the arms' labels, in their order
 * @param plateaus of each arm, each plateau
 * @param unfinished changes of all blocks that were never done
 */
public record Results(List<String> arms, List<PlateauResult> plateaus, int unfinished) {

    /**
     * Sums up blocks.
     *
     * @param blocks all blocks of the run; warm-up is left out of the figures
     * @param kinds the labels of the kinds of change, in the order of reports; others that happened come after them
     */
    public static Results of(List<String> arms, List<Block> blocks, List<String> kinds, Validity.Limits limits) {
        List<PlateauResult> plateaus = new ArrayList<>();
        for (String arm : arms) {
            Map<Integer, List<PlateauRun>> runs = new LinkedHashMap<>();
            blocks.stream()
                    .filter(block -> block.arm().equals(arm) && !block.warmUp() && block.hasStarted())
                    .flatMap(block -> PlateauRun.of(block, kinds, limits).stream())
                    .forEach(run -> runs.computeIfAbsent(run.step(), step -> new ArrayList<>())
                            .add(run));
            runs.values().forEach(ofStep -> plateaus.add(PlateauResult.over(ofStep, limits)));
        }
        return new Results(
                arms, plateaus, blocks.stream().mapToInt(Block::unfinished).sum());
    }

    /** The step of the highest rate whose figures are valid in every arm; empty if there is none. */
    public Optional<Integer> comparedStep() {
        return plateaus.stream()
                .filter(plateau -> arms.stream().allMatch(arm -> isValid(arm, plateau.step())))
                .max(Comparator.comparingDouble(PlateauResult::rate))
                .map(PlateauResult::step);
    }

    /**
     * What an arm did on the plateau of a step.
     *
     * @throws java.util.NoSuchElementException if it was never there
     */
    public PlateauResult plateau(String arm, int step) {
        return find(arm, step).orElseThrow();
    }

    private boolean isValid(String arm, int step) {
        return find(arm, step).map(plateau -> plateau.validity().isValid()).orElse(false);
    }

    private Optional<PlateauResult> find(String arm, int step) {
        return plateaus.stream()
                .filter(plateau -> plateau.arm().equals(arm) && plateau.step() == step)
                .findFirst();
    }
}

package dev.flattensync.stress.measure;

import dev.flattensync.stress.workload.InjectionProfile.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

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
    public static Results of(List<String> arms, List<Block> blocks, List<String> kinds) {
        List<PlateauResult> plateaus = new ArrayList<>();
        for (String arm : arms) {
            List<Block> measured = blocks.stream()
                    .filter(block -> block.arm().equals(arm) && !block.warmUp())
                    .toList();
            if (!measured.isEmpty()) {
                List<Step> steps = measured.get(0).schedule().steps();
                for (int step = 0; step < steps.size(); step++) {
                    if (!steps.get(step).hold().isZero()) {
                        plateaus.add(plateau(arm, step, steps.get(step).rate(), measured, kinds));
                    }
                }
            }
        }
        return new Results(
                arms, plateaus, blocks.stream().mapToInt(Block::unfinished).sum());
    }

    /** The step of the highest rate that every arm sustained; empty if there is none. */
    public Optional<Integer> highestSustainedStep() {
        return plateaus.stream()
                .filter(plateau -> arms.stream()
                        .allMatch(arm -> plateau(arm, plateau.step()).sustained()))
                .max(Comparator.comparingDouble(PlateauResult::rate))
                .map(PlateauResult::step);
    }

    /** What an arm did on the plateau of a step. */
    public PlateauResult plateau(String arm, int step) {
        return plateaus.stream()
                .filter(plateau -> plateau.arm().equals(arm) && plateau.step() == step)
                .findFirst()
                .orElseThrow();
    }

    private static PlateauResult plateau(String arm, int step, double rate, List<Block> blocks, List<String> kinds) {
        Map<String, Figures> figures = new LinkedHashMap<>();
        kinds.forEach(kind -> figures.put(kind, new Figures()));
        AtomicLong visible = new AtomicLong();
        long due = 0;
        int worstBacklog = 0;
        int growth = 0;
        for (Block block : blocks) {
            due += Arrays.stream(block.schedule().plateaus())
                    .filter(plateau -> plateau == step)
                    .count();
            block.forEachSample((kind, plateau, latencyNanos, ok) -> {
                if (plateau == step) {
                    figures.computeIfAbsent(kind.label(), label -> new Figures())
                            .add(latencyNanos);
                    visible.addAndGet(ok ? 1 : 0);
                }
            });
            int atEnd = block.backlogAt(block.schedule().plateauEndNanos(step));
            worstBacklog = Math.max(worstBacklog, atEnd);
            growth += atEnd - block.backlogAt(block.schedule().plateauStartNanos(step));
        }
        return new PlateauResult(arm, step, rate, due, due - visible.get(), worstBacklog, growth, figures);
    }
}

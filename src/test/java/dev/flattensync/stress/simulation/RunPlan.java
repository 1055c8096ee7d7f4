package dev.flattensync.stress.simulation;

import dev.flattensync.stress.environment.ArmName;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.measure.Ticker;
import dev.flattensync.stress.workload.InjectionProfile;
import dev.flattensync.stress.workload.InjectionProfile.Step;
import dev.flattensync.stress.workload.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The blocks of a run in their order: a warm-up for each arm, then in each round all arms and again all arms in
 * reversed order.
 *
 * <p>The i-th block of one arm and the i-th of another have the same schedule and, as both arms take the same sequence
 * of operations, the same events on the same documents: they form a pair.
 */
record RunPlan(List<Block> blocks, Duration length) {

    static RunPlan of(StressConfig config) {
        SplittableRandom seeds = new SplittableRandom(config.seed());
        InjectionProfile profile = config.profile();
        List<Block> blocks = new ArrayList<>();
        if (!profile.warmUp().isEmpty()) {
            add(blocks, config.arms(), true, profile.warmUp(), seeds.nextLong());
        }
        List<ArmName> reversed = new ArrayList<>(config.arms());
        Collections.reverse(reversed);
        for (int round = 0; round < profile.rounds(); round++) {
            add(blocks, config.arms(), false, profile.block(), seeds.nextLong());
            add(blocks, reversed, false, profile.block(), seeds.nextLong());
        }
        Duration length = blocks.stream()
                .map(block -> InjectionProfile.length(block.schedule().steps()))
                .reduce(Duration.ZERO, Duration::plus);
        return new RunPlan(blocks, length);
    }

    private static void add(List<Block> blocks, List<ArmName> arms, boolean warmUp, List<Step> steps, long seed) {
        for (ArmName arm : arms) {
            blocks.add(new Block(
                    arm.label(),
                    blocks.size() + 1,
                    warmUp,
                    Schedule.of(steps, new SplittableRandom(seed)),
                    Block.ANY_BACKLOG,
                    Ticker.SYSTEM));
        }
    }
}

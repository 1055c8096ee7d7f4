package dev.flattensync.stress.benchmark;

import java.time.Duration;
import java.util.List;

/**
 * What drains what.
 *
 * @param name tells its PostgreSQL schemas from those of others
 * @param mix which changes
 * @param arms what is compared
 * @param events how many changes each half of a round has
 * @param box the longest time in which the rewriter is given changes in each half of a round
 */
record DrainPlan(String name, DrainedMix mix, List<DrainArm> arms, int events, Duration box) {

    /** Copies the arms. */
    DrainPlan {
        arms = List.copyOf(arms);
    }

    /** The PostgreSQL schema of some tables, unquoted. */
    String postgresSchema(String tables) {
        return "flattensync_" + name + "_" + tables;
    }
}

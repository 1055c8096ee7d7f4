package dev.flattensync.stress.simulation;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.report.Console;

/** What a simulation runs, from its start to its results. */
interface Run extends AutoCloseable {

    /**
     * Gets all ready, right before Gatling starts.
     *
     * @throws InvalidInputException if it can't
     */
    void load();

    /** Stops everything. */
    @Override
    void close();

    /** Makes a run. */
    @FunctionalInterface
    interface Opening<R extends Run> {
        /**
         * Checks all input and makes PostgreSQL available.
         *
         * @param simulation the simulation's simple class name
         * @throws InvalidInputException if the input can't be used
         */
        R open(String simulation, StressConfig config, Console console);
    }
}

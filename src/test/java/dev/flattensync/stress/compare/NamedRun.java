package dev.flattensync.stress.compare;

import dev.flattensync.stress.result.RunResult;

/**
 * A run and what to call it.
 *
 * @param name short, and no other run's that it is compared with
 * @param result all that it has to say
 */
public record NamedRun(String name, RunResult result) {}

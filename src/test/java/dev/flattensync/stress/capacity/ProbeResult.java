package dev.flattensync.stress.capacity;

import dev.flattensync.stress.measure.Validity;

/** A probe that was made, and what became of it. */
public record ProbeResult(Probe probe, Validity outcome) {}

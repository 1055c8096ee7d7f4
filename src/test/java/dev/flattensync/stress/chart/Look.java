package dev.flattensync.stress.chart;

/** How a series is told from others, in every layer that shows it. */
public record Look(Tone tone, Shape shape) {}

/** Figures in nanoseconds: blocks, plateaus, percentiles. */
package dev.flattensync.stress.measure;

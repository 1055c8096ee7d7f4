/** Figures in nanoseconds: blocks, plateaus, percentiles and gates. */
package dev.flattensync.stress.measure;

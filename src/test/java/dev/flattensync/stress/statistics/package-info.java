/** Comparison of arms over pairs of blocks: ratios, how sure they are, and what may be said of them. */
package dev.flattensync.stress.statistics;

/** The seed's experiment: the variants it compares, the questions it asks of each, and what was measured. */
package dev.flattensync.stress.experiment;

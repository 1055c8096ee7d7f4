/**
 * What is shown side by side: the arms of one run, or the same arm of several runs, and whether they may be compared.
 */
package dev.flattensync.stress.compare;

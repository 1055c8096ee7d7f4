/**
 * All that a finished run leaves: files in its folder, the page, lines in the history, the newest figures and the list
 * of runs beside it.
 */
package dev.flattensync.stress.artifact;

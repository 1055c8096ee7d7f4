/** All that a finished run leaves: files in its folder, the page, lines in the history. */
package dev.flattensync.stress.artifact;

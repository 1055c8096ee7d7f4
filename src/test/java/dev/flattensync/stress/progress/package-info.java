/** What a run is at: on a terminal in a line that changes, else in a line now and then. */
package dev.flattensync.stress.progress;

/** What a finished run has to say, as data and as {@code results.json}. */
package dev.flattensync.stress.result;

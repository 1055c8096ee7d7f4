/** What a run leaves: the table on the console and results.json. */
package dev.flattensync.stress.report;

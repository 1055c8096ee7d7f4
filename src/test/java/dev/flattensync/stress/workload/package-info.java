/**
 * What the application does: the documents, the event mix, the seeded operations, and the in-process change log that
 * plays the MongoDB primary.
 */
package dev.flattensync.stress.workload;

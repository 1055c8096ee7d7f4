/** What the application does: the documents, the event mix, and the seeded operations. */
package dev.flattensync.stress.workload;

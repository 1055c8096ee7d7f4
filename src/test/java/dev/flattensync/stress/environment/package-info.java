/** What a run runs in: its configuration, PostgreSQL, and the arms with their tables and syncs. */
package dev.flattensync.stress.environment;

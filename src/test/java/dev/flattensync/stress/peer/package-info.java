/** Syncs that keep tables as others do, to compare ours with: all rows of a document rewritten, or one jsonb. */
package dev.flattensync.stress.peer;

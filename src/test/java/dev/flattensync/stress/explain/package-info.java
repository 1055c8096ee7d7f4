/** What PostgreSQL did for each statement of a sync, by its own account, without any change to the sync. */
package dev.flattensync.stress.explain;

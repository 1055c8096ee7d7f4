/** What plays the primary of a MongoDB replica set: documents, operations on them, and the events of their changes. */
package dev.flattensync.stress.primary;

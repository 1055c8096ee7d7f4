/** The sync under test: change events in, committed rows out. {@link dev.flattensync.FlattenSync} is its face. */
package dev.flattensync;

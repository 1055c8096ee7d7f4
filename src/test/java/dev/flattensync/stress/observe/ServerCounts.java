package dev.flattensync.stress.observe;

import java.util.OptionalLong;

/**
 * A reading of a PostgreSQL server, with all that anybody does on it.
 *
 * @param walBytes the position in the WAL up to which something was written, in bytes from its start; empty if the role
 *     may not ask or the server can't tell
 * @param cpuNanos the CPU time of all its processes, nanoseconds, by {@link ProcessTree}; empty if the server is not
 *     our own
 */
public record ServerCounts(OptionalLong walBytes, OptionalLong cpuNanos) {}

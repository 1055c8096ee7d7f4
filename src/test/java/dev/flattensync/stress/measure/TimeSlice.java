package dev.flattensync.stress.measure;

import java.util.OptionalLong;

/**
 * The sync latencies of the changes that were due in a part of a block, ramps included.
 *
 * @param fromSeconds when it begins, seconds since the block's start
 * @param seconds how long it is
 * @param count how many of the changes that were due in it are done, at least one
 * @param p50Nanos their median; empty with fewer than 20
 * @param maxNanos the longest
 */
public record TimeSlice(double fromSeconds, double seconds, long count, OptionalLong p50Nanos, long maxNanos) {}

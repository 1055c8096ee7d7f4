/**
 * What the sync costs before any statement: JMH's microbenchmarks of its pure Java parts, in time and in bytes
 * allocated.
 */
package dev.flattensync.stress.microbenchmark;

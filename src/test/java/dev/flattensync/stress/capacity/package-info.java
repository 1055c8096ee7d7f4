/** The highest rate that a sync sustains: which rate to probe next, when to stop, and what is known then. */
package dev.flattensync.stress.capacity;

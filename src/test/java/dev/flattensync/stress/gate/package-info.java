/** Rules on the figures of a run, for CI: did it meet them? */
package dev.flattensync.stress.gate;

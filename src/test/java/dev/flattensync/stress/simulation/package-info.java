/** What people run. */
package dev.flattensync.stress.simulation;

/**
 * The stress rig: drives any sync with a mixed stream of changes, measures it, and checks that the tables are right.
 */
package dev.flattensync.stress;

/**
 * Where a run's figures come from: the commit, the machine and the PostgreSQL that made them. No secret is among it.
 */
package dev.flattensync.stress.provenance;

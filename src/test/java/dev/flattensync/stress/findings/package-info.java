/** What a run of the seed's experiment says, for people: claims with their verdicts, tables, charts. */
package dev.flattensync.stress.findings;

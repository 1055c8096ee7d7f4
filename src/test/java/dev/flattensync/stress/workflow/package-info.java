/** What CI runs: workflows and servers are data, and checked against the project that they name parts of. */
package dev.flattensync.stress.workflow;

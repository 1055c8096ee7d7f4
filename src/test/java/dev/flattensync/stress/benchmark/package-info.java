/** How close the sync comes to what PostgreSQL can do: measured without Gatling, by commands of their own. */
package dev.flattensync.stress.benchmark;

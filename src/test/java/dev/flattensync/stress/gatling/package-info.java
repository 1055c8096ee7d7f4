/** Gatling's side: asynchronous requests of ours as Gatling actions. */
package dev.flattensync.stress.gatling;

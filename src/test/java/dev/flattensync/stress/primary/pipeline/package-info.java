/** Aggregation stages and expressions as far as updates have them, as a MongoDB server evaluates them. */
package dev.flattensync.stress.primary.pipeline;

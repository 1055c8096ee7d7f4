/** The variants of the seed's experiment at work: their tables, what keeps them, and the questions they answer. */
package dev.flattensync.stress.variant;

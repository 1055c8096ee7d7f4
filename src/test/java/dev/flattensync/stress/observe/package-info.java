/** What a block costs besides time: rows and bytes written, CPU, pauses. */
package dev.flattensync.stress.observe;

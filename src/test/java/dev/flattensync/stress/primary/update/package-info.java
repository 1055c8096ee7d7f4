/** Updates of a document: what it is afterwards, and how a change event describes the change. */
package dev.flattensync.stress.primary.update;

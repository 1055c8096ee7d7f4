/** Is every table what the documents say? */
package dev.flattensync.stress.verify;

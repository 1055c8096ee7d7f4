/** Runs that tests make up. */
package dev.flattensync.stress.planted;

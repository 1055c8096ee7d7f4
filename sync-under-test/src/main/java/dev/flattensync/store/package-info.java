/**
 * PostgreSQL: its tables, their bulk load, reading what a change touches, and applying row changes with the checkpoint.
 */
package dev.flattensync.store;

/** The flat schemas: which tables, columns and indexes a mapping tree becomes. */
package dev.flattensync.schema;

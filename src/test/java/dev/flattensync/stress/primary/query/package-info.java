/** Queries on documents, as a MongoDB server matches them. */
package dev.flattensync.stress.primary.query;

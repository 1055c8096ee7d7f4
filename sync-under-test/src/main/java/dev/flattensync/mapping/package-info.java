/** How a document maps to tables: the tree of embedded arrays, the mapped fields and their types. */
package dev.flattensync.mapping;

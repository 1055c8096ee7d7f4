/** Documents to trees of mapped elements, patches on them, and the difference between two of them. */
package dev.flattensync.flatten;

/** BSON values as a MongoDB server compares, adds and measures them, and its errors where it refuses to. */
package dev.flattensync.stress.primary.value;

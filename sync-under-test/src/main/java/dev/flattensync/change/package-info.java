/** Change events: where they come from and what they say, in MongoDB's own shape. */
package dev.flattensync.change;

/** What rows hold, remembered by hashes, so that those that an event tells anew need not be read to be compared. */
package dev.flattensync.digest;

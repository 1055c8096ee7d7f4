/** Text for people: the console, tables, and what may be said in words. */
package dev.flattensync.stress.report;

/** What people do with finished runs at the command line: compare them, keep one as the baseline, list them. */
package dev.flattensync.stress.command;

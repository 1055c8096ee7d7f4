/**
 * Pages: the comparison of a run or several, and the list of runs, as HTML files that need neither script nor network.
 */
package dev.flattensync.stress.page;

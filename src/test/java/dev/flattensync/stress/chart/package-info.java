/** Charts as SVG that is the same on every machine. */
package dev.flattensync.stress.chart;

/** The comparison page: one HTML file that needs neither script nor network. */
package dev.flattensync.stress.page;

/**
 * What a real browser finds wrong with an HTML page of ours; a test asks for a {@code Browser} by {@code TestBrowser}.
 */
package dev.flattensync.stress.browser;

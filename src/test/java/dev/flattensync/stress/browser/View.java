package dev.flattensync.stress.browser;

/**
 * A screen on which a page is looked at.
 *
 * @param name names its screenshot
 * @param width in CSS pixels
 * @param height in CSS pixels
 * @param phone whether the page is laid out as on a phone, which without a viewport of its own means 980 pixels wide
 * @param dark whether the reader prefers dark colours
 */
record View(String name, int width, int height, boolean phone, boolean dark) {}

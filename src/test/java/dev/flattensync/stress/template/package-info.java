/** Text and pages from templates, escaped for where they are shown. */
package dev.flattensync.stress.template;

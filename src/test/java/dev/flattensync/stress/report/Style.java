package dev.flattensync.stress.report;

import static picocli.CommandLine.Help.Ansi.Style.bold;
import static picocli.CommandLine.Help.Ansi.Style.faint;
import static picocli.CommandLine.Help.Ansi.Style.fg_green;
import static picocli.CommandLine.Help.Ansi.Style.fg_red;
import static picocli.CommandLine.Help.Ansi.Style.fg_yellow;
import static picocli.CommandLine.Help.Ansi.Style.reset;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi.IStyle;

/**
 * What text on the console looks like, by what it is for. Colour is never the only sign: without it the words say the
 * same.
 */
public enum Style {
    /** The title of a paragraph. */
    HEADING(bold),
    /** What is as it should be. */
    PASS(fg_green),
    /** What is not. */
    FAIL(bold, fg_red),
    /** What could not be told. */
    INCONCLUSIVE(fg_yellow),
    /** What is beside the point. */
    DIM(faint);

    private final IStyle[] styles;

    Style(IStyle... styles) {
        this.styles = styles;
    }

    /**
     * A text in this style. The text must have nothing in it that can't be printed: see {@link Lines}. It is not read
     * for picocli's markup, so that what a document holds stays as it is.
     */
    String of(String text) {
        // Not each one's off: that of bold underlines on some terminals.
        return CommandLine.Help.Ansi.Style.on(styles) + text + reset.on();
    }
}

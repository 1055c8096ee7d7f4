package dev.flattensync.stress.template;

import java.util.regex.Pattern;

/** What a value must not do to the text that it is put into. */
public enum Escaping {
    /** GitHub's Markdown, tables included: a value is one line of plain text, whatever it holds. */
    MARKDOWN("markdown"),
    /**
     * HTML: text and quoted attributes. Characters that can't be seen, or turn what follows around, are named instead.
     */
    HTML("visible-html");

    private static final Pattern LINE_OR_CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}&&[^\\n\\t]]");
    private static final Pattern MARKED = Pattern.compile("[\\\\`*_\\[\\]|~#!]");

    private final String strategy;

    Escaping(String strategy) {
        this.strategy = strategy;
    }

    /** The name of the strategy in the template engine. */
    String strategy() {
        return strategy;
    }

    /** Escapes a text for Markdown. */
    static String markdown(String text) {
        String oneLine = LINE_OR_CONTROL.matcher(text).replaceAll(" ");
        String withoutHtml = oneLine.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return MARKED.matcher(withoutHtml).replaceAll("\\\\$0");
    }

    /** Escapes a text for HTML. */
    static String html(String text) {
        String seen = UNSEEN.matcher(text)
                .replaceAll(found -> "\\\\" + "u{%x}".formatted(found.group().codePointAt(0)));
        return seen.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}

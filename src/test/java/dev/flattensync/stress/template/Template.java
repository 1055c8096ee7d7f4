package dev.flattensync.stress.template;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A template of <a href="https://pebbletemplates.io">Pebble</a>, which Gatling brings along. A value is escaped
 * wherever it is printed, unless the template says {@code raw}; a name that nobody gave is an error. The same values
 * always make the same text, with LF at the end of lines.
 */
public final class Template {
    private static final Pattern TRAILING_SPACE = Pattern.compile("[ \\t]+\\n");
    private static final Pattern BLANK_LINES = Pattern.compile("\\n{3,}");

    private final PebbleTemplate template;

    private Template(PebbleTemplate template) {
        this.template = template;
    }

    /**
     * Compiles a template.
     *
     * @param resource on the class path, as in {@code dev/flattensync/page.md}
     */
    public static Template of(String resource, Escaping escaping) {
        ClasspathLoader loader = new ClasspathLoader(Template.class.getClassLoader());
        loader.setCharset("UTF-8");
        return new Template(new PebbleEngine.Builder()
                .loader(loader)
                .addEscapingStrategy(Escaping.MARKDOWN.strategy(), Escaping::markdown)
                .addEscapingStrategy(Escaping.HTML.strategy(), Escaping::html)
                .defaultEscapingStrategy(escaping.strategy())
                .autoEscaping(true)
                .strictVariables(true)
                .defaultLocale(Locale.ROOT)
                .build()
                .getTemplate(resource));
    }

    /**
     * The text with these values. Spaces at the end of lines are left out, and of several blank lines all but one.
     *
     * @throws io.pebbletemplates.pebble.error.PebbleException if the template names a value that is not given
     */
    public String text(Map<String, Object> values) {
        StringWriter text = new StringWriter();
        try {
            template.evaluate(text, values);
        } catch (IOException e) {
            throw new UncheckedIOException("a string can always be written to", e);
        }
        String lines = text.toString().replace("\r\n", "\n");
        return BLANK_LINES
                .matcher(TRAILING_SPACE.matcher(lines).replaceAll("\n"))
                .replaceAll("\n\n")
                .strip()
                .concat("\n");
    }
}

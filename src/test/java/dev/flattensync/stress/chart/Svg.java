package dev.flattensync.stress.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the same SVG of the same chart on every JDK: the chart library draws identifiers by lot, and the last digits of
 * a coordinate depend on the JVM's mathematics and on how it prints numbers (JDK 19 changed that).
 */
final class Svg {
    private static final Pattern IDENTIFIER = Pattern.compile("\\bid=\"([^\"]+)\"");
    /** Texts hold numbers too, which are not rounded: the labels of axes. */
    private static final Pattern ATTRIBUTE = Pattern.compile("=\"[^\"]*\"");

    private static final Pattern FRACTION = Pattern.compile("(?<![\\d.])-?\\d+\\.\\d+(?:E-?\\d+)?");
    private static final Pattern SPACE_BETWEEN_LINES = Pattern.compile("\\s*\\n\\s*");
    private static final int DECIMALS = 2;
    private static final int MARGIN = 12;

    private Svg() {}

    /**
     * The same picture with a margin, which scales with the page, and with a title for those who can't see it.
     *
     * @param svg as the library made it
     * @param width of the picture without margin, pixels
     * @param height the same
     */
    static String stable(String svg, String title, int width, int height) {
        String stable =
                SPACE_BETWEEN_LINES.matcher(withRoundedAttributes(renamed(svg))).replaceAll("\n");
        int outerWidth = width + 2 * MARGIN;
        int outerHeight = height + 2 * MARGIN;
        String open = """
                <svg role="img" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
                class="plt-container" width="%1$d" height="%2$d" viewBox="%3$d %3$d %1$d %2$d">
                <title>%4$s</title>
                <rect x="%3$d" y="%3$d" width="%1$d" height="%2$d" fill="#ffffff"/>""".formatted(outerWidth, outerHeight, -MARGIN, escaped(title));
        return open + stable.substring(stable.indexOf('>') + 1).stripTrailing() + "\n";
    }

    private static String renamed(String svg) {
        Map<String, String> names = new LinkedHashMap<>();
        IDENTIFIER
                .matcher(svg)
                .results()
                .map(found -> found.group(1))
                .forEach(id -> names.putIfAbsent(id, "part" + (names.size() + 1)));
        String renamed = svg;
        for (Map.Entry<String, String> name : names.entrySet()) {
            renamed = renamed.replace("\"" + name.getKey() + "\"", "\"" + name.getValue() + "\"")
                    .replace("#" + name.getKey() + ")", "#" + name.getValue() + ")")
                    .replace("#" + name.getKey() + " ", "#" + name.getValue() + " ");
        }
        return renamed;
    }

    private static String withRoundedAttributes(String svg) {
        return ATTRIBUTE.matcher(svg).replaceAll(attribute -> Matcher.quoteReplacement(rounded(attribute.group())));
    }

    /** Text whose numbers have few decimals: as many as can be seen. */
    static String rounded(String numbers) {
        return FRACTION.matcher(numbers).replaceAll(number -> number(new BigDecimal(number.group())));
    }

    static String number(double number) {
        return number(BigDecimal.valueOf(number));
    }

    private static String number(BigDecimal number) {
        BigDecimal rounded = number.setScale(DECIMALS, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

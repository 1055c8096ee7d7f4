package dev.flattensync.stress.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Makes the same SVG of the same chart on every JDK: the chart library draws identifiers by lot, and the last digits of
 * a coordinate depend on the JVM's mathematics and on how it prints numbers (JDK 19 changed that).
 */
final class Svg {
    private static final Pattern IDENTIFIER = Pattern.compile("\\bid=\"([^\"]+)\"");
    private static final Pattern FRACTION = Pattern.compile("(?<![\\w#.])-?\\d+\\.\\d+(?:E-?\\d+)?");
    private static final Pattern SPACE_BETWEEN_LINES = Pattern.compile("\\s*\\n\\s*");
    private static final int DECIMALS = 2;

    private Svg() {}

    /**
     * The same picture, with a title for those who can't see it.
     *
     * @param svg as the library made it
     */
    static String stable(String svg, String title) {
        String stable = SPACE_BETWEEN_LINES.matcher(rounded(renamed(svg))).replaceAll("\n");
        int end = stable.indexOf('>') + 1;
        return stable.substring(0, end).replace("<svg ", "<svg role=\"img\" ")
                + "\n<title>" + escaped(title) + "</title>"
                + stable.substring(end).stripTrailing()
                + "\n";
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

    private static String rounded(String svg) {
        return FRACTION.matcher(svg).replaceAll(Svg::rounded);
    }

    private static String rounded(MatchResult number) {
        BigDecimal rounded = new BigDecimal(number.group()).setScale(DECIMALS, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

package dev.flattensync.stress.browser;

import java.util.ArrayList;
import java.util.List;

/**
 * What a browser found in a page. Each list of texts is empty for a page that is right; a finding of several views is
 * there once for each.
 *
 * @param messages warnings and errors of the browser's console, among them what the policy kept the page from doing
 * @param requests the addresses of all that the page asked for, by itself or refused; {@code data:} is none
 * @param accessibility what axe-core calls serious or critical: the view, impact, rule and element
 * @param overflows on a phone, what reaches beyond the screen, so that the page must be scrolled sideways
 * @param imagesWithoutAlt their markup, cut
 * @param tables in document order
 * @param charts every inline SVG that is displayed on a wide screen and not marked as decoration, in document order
 * @param chartsOnPhone the same on a phone
 * @param printedPages how many pages it prints on
 * @param printedText what there is to read on them
 */
public record PageFindings(
        List<String> messages,
        List<String> requests,
        List<String> accessibility,
        List<String> overflows,
        List<String> imagesWithoutAlt,
        List<Table> tables,
        List<Chart> charts,
        List<Chart> chartsOnPhone,
        int printedPages,
        String printedText) {

    public PageFindings {
        messages = List.copyOf(messages);
        requests = List.copyOf(requests);
        accessibility = List.copyOf(accessibility);
        overflows = List.copyOf(overflows);
        imagesWithoutAlt = List.copyOf(imagesWithoutAlt);
        tables = List.copyOf(tables);
        charts = List.copyOf(charts);
        chartsOnPhone = List.copyOf(chartsOnPhone);
    }

    /**
     * A table.
     *
     * @param caption empty if it has none
     * @param rows with those of its head and foot
     */
    public record Table(String caption, int rows) {}

    /**
     * A chart.
     *
     * @param role as the page says; empty if it doesn't
     * @param name what a screen reader calls it, by the browser's own reckoning; empty if nothing
     * @param width in CSS pixels
     * @param height in CSS pixels
     */
    public record Chart(String role, String name, int width, int height) {}

    /** All that is wrong, a sentence each; empty for a page that is right. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        messages.forEach(message -> problems.add("console: " + message));
        requests.forEach(request -> problems.add("request: " + request));
        accessibility.forEach(violation -> problems.add("accessibility: " + violation));
        overflows.forEach(overflow -> problems.add("overflow: " + overflow));
        imagesWithoutAlt.forEach(image -> problems.add("image without alt: " + image));
        for (int i = 0; i < tables.size(); i++) {
            if (tables.get(i).caption().isEmpty()) {
                problems.add("table %d has no caption".formatted(i + 1));
            }
        }
        for (int i = 0; i < charts.size(); i++) {
            problems.addAll(problemsOf(charts.get(i), i + 1));
        }
        if (printedPages == 0 || printedText.isBlank()) {
            problems.add("nothing to read in print, on %d pages".formatted(printedPages));
        }
        return List.copyOf(problems);
    }

    private static List<String> problemsOf(Chart chart, int number) {
        List<String> problems = new ArrayList<>();
        if (!chart.role().equals("img")) {
            problems.add("chart %d has role \"%s\", not \"img\"".formatted(number, chart.role()));
        }
        if (chart.name().isBlank()) {
            problems.add("chart %d has no accessible name".formatted(number));
        }
        if (chart.width() == 0 || chart.height() == 0) {
            problems.add("chart %d has no size: %d x %d".formatted(number, chart.width(), chart.height()));
        }
        return problems;
    }
}

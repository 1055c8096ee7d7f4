package dev.flattensync.stress.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.stress.chart.Bars.Bar;
import dev.flattensync.stress.chart.Key.Sign;
import dev.flattensync.stress.chart.Layer.Point;
import dev.flattensync.stress.chart.Points.Mark;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class PlotTest {
    private static final Look LOOK = Palette.series(0);
    private static final Axis UP_TO_TEN = Axis.linear("x", List.of(10.0));
    private static final Axis MILLIS = Axis.logarithmic("ms", List.of(1.0, 100.0));

    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "\"&'<>]]>",
            "&amp;lt;",
            "very long ".repeat(500),
            "x".repeat(5_000),
            "\uD83D\uDE00".repeat(60),
            "x" + "\uD83D\uDE00".repeat(60),
            "half a pair \uD83D",
            "\uDE00",
            "a\u0000b\u0001\u001b[31m\u007f\u0085\uFFFE\uFFFF",
            "line\r\nbreak\ttab\u2028\u2029",
            "turned \u202Eround",
            "\\(10^2\\)",
            "<a href=\"https://example.org\">link</a>",
            "",
            "   ",
            "{x} %s $1 \\1",
            "漢字".repeat(30));

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void hostileLabelsAreText(String label) {
        for (Plot plot : PlantedPlots.all(label)) {
            Element svg = SvgText.parse(plot.svg(Format.NARROW, "p"));

            assertThat(SvgText.all(svg, "*"))
                    .extracting(Element::getTagName)
                    .isSubsetOf("title", "desc", "defs", "pattern", "g", "path", "rect", "line", "circle", "text");
            assertThat(SvgText.texts(svg))
                    .allSatisfy(text -> assertThat(Label.width(text)).isLessThanOrEqualTo(Format.NARROW.width()));
        }
    }

    @Test
    void labelsThatFitAreShownAsTheyAre() {
        String label = "<b>&\"'\uD83D\uDE00";

        assertThat(PlantedPlots.all(label)).allSatisfy(plot -> {
            Element svg = SvgText.parse(plot.svg(Format.WIDE, "p"));
            assertThat(SvgText.texts(svg)).contains(label);
            assertThat(svg.getFirstChild().getTextContent()).endsWith(label);
            assertThat(svg.getFirstChild().getNextSibling().getTextContent()).endsWith(label);
        });
    }

    @ParameterizedTest
    @EnumSource
    void samePlotIsTheSameTextAgain(Format format) {
        assertThat(PlantedPlots.all("a").stream().map(plot -> plot.svg(format, "p")))
                .containsExactlyElementsOf(PlantedPlots.all("a").stream()
                        .map(plot -> plot.svg(format, "p"))
                        .toList());
    }

    @Test
    void plotsOfOnePageShareNoIdentifier() {
        List<Plot> plots = PlantedPlots.all("a");
        List<Set<String>> identifiers = plots.stream()
                .map(plot -> ids(plot.svg(Format.WIDE, "p" + plots.indexOf(plot))))
                .toList();

        assertThat(identifiers)
                .allSatisfy(ids -> assertThat(ids).isNotEmpty())
                .satisfies(all -> assertThat(all.stream().flatMap(Set::stream)).doesNotHaveDuplicates());
    }

    @Test
    void identifiersThatAreNamedAreThere() {
        assertThat(PlantedPlots.all("a")).allSatisfy(plot -> {
            String svg = plot.svg(Format.WIDE, "page-1_a");
            assertThat(svg).contains("aria-labelledby=\"page-1_a-title page-1_a-desc\"");
            assertThat(ids(svg)).containsExactlyInAnyOrder("page-1_a-title", "page-1_a-desc", "page-1_a-hatch");
            assertThat(svg).doesNotContainPattern("url\\((?!#page-1_a-hatch\\))");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a b", "a\"", "a<", "-a", "a.b"})
    void prefixThatIsNoNameIsRefused(String prefix) {
        Plot plot = PlantedPlots.bars("a");

        assertThatThrownBy(() -> plot.svg(Format.WIDE, prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(prefix);
    }

    /** The page's policy allows style attributes, and nothing from elsewhere. */
    @Test
    void nothingIsFetchedOrRunAndNoStyleSheetLeaks() {
        assertThat(PlantedPlots.all("a")).allSatisfy(plot -> {
            String svg = plot.svg(Format.WIDE, "p");
            assertThat(svg)
                    .doesNotContainIgnoringCase("<style")
                    .doesNotContainIgnoringCase("<script")
                    .doesNotContainIgnoringCase("<image")
                    .doesNotContain("href")
                    .doesNotContain("class=")
                    .doesNotContainPattern("\\son\\w+=");
            assertThat(svg.replace("xmlns=\"http://www.w3.org/2000/svg\"", "")).doesNotContain("http");
        });
    }

    /** An attribute such as {@code fill} knows no custom properties, and a colour beside them would not follow. */
    @Test
    void everyColourFollowsThePage() {
        assertThat(PlantedPlots.all("a")).allSatisfy(plot -> {
            String svg = plot.svg(Format.WIDE, "p");
            assertThat(svg).doesNotContainPattern(" (fill|stroke)=").doesNotContain("rgb(");
            assertThat(svg.replaceAll("var\\(--[a-z0-9-]+,#[0-9a-f]{6}\\)", "")).doesNotContainPattern("#(?!p-hatch)");
            assertThat(SvgText.all(SvgText.parse(svg), "text"))
                    .allSatisfy(text -> assertThat(text.getAttribute("style")).contains("fill:var(--chart-"));
        });
    }

    @Test
    void textHasNothingThatDependsOnTheJvm() {
        assertThat(PlantedPlots.all("a"))
                .allSatisfy(plot -> assertThat(plot.svg(Format.NARROW, "p")).doesNotContainPattern("\\d\\.\\d{3}"));
    }

    @ParameterizedTest
    @EnumSource
    void legendAndTitlesAreWithinThePicture(Format format) {
        List<Key> many = Collections.nCopies(9, new Key(Sign.LINE, LOOK, "a rather long name of an arm"));
        Plot plot = new Plot("t", "d", UP_TO_TEN, MILLIS, List.of(Curves.solid(LOOK, List.of())), many);

        Element svg = SvgText.parse(plot.svg(format, "p"));

        int height = Integer.parseInt(svg.getAttribute("viewBox").split(" ")[3]);
        Element legend = (Element) svg.getLastChild();
        double top = translation(legend)[1];
        List<Element> entries = SvgText.all(legend, "g");
        assertThat(entries).hasSize(9).allSatisfy(entry -> {
            assertThat(top + translation(entry)[1] + Label.FONT_SIZE / 2.0).isLessThan(height);
            assertThat(translation(entry)[0] + 28 + Label.width(entry.getTextContent()))
                    .isLessThanOrEqualTo(format.width());
        });
        assertThat(entries.stream().map(entry -> entry.getAttribute("transform")))
                .doesNotHaveDuplicates();
    }

    @Test
    void pictureScalesAndIsAnImageWithAlternative() {
        Element svg = SvgText.parse(PlantedPlots.byPercentile("a").svg(Format.NARROW, "p"));

        assertThat(svg.getAttribute("role")).isEqualTo("img");
        assertThat(svg.getAttribute("width")).isEqualTo("100%");
        assertThat(svg.hasAttribute("height")).isFalse();
        assertThat(svg.getAttribute("viewBox")).isEqualTo("0 0 360 320");
        assertThat(SvgText.all(svg, "title").get(0).getTextContent()).isEqualTo("By percentile a");
        assertThat(SvgText.all(svg, "desc").get(0).getTextContent()).isEqualTo("What is slow a");
    }

    @Test
    void zeroOnLogarithmicAxisIsDrawnAtItsLowEnd() {
        assertThat(drawn(new Point(5, 0))).isEqualTo(drawn(new Point(5, MILLIS.low())));
        assertThat(drawn(new Point(5, -3))).isEqualTo(drawn(new Point(5, MILLIS.low())));
        assertThat(drawn(new Point(5, Double.POSITIVE_INFINITY))).isEqualTo(drawn(new Point(5, MILLIS.high())));
    }

    @Test
    void pointBesideItsAxisOrWithoutNumberIsLeftOut() {
        Stream.of(new Point(11, 1), new Point(-1, 1), new Point(Double.NaN, 1), new Point(5, Double.NaN))
                .forEach(
                        point -> assertThat(marks(drawn(point))).as("%s", point).isZero());
        assertThat(marks(drawn(new Point(5, 1)))).isEqualTo(1);
    }

    @Test
    void plotWithoutPointsSaysSoAndIsDrawnAllTheSame() {
        Plot empty = plot(new Points(LOOK, Mark.FILLED, List.of()));

        assertThat(empty.isEmpty()).isTrue();
        assertThat(plot(new Curves(LOOK, false, List.of(List.of()))).isEmpty()).isTrue();
        assertThat(plot(new Bars(List.of())).isEmpty()).isTrue();
        assertThat(plot(new Bands(List.of())).isEmpty()).isTrue();
        assertThat(plot(new VerticalLines(List.of())).isEmpty()).isTrue();
        assertThat(SvgText.texts(SvgText.parse(empty.svg(Format.WIDE, "p")))).contains("100");
        assertThat(SvgText.parse(new Plot("t", "d", UP_TO_TEN, MILLIS, List.of(), List.of()).svg(Format.WIDE, "p"))
                        .getTagName())
                .isEqualTo("svg");
        assertThat(PlantedPlots.all("a")).noneMatch(Plot::isEmpty);
    }

    @Test
    void dashedAndHollowAreDrawnSo() {
        String svg = PlantedPlots.againstRate("a").svg(Format.WIDE, "p");

        assertThat(svg).contains("stroke-dasharray").contains("fill:var(--chart-paper,#ffffff);stroke:var(--");
    }

    @Test
    void piecesOfOneLineAreNotJoined() {
        List<Point> points = List.of(new Point(1, 1), new Point(2, 2), new Point(3, 1), new Point(4, 2));

        long one = paths(plot(new Curves(LOOK, false, List.of(points))));
        long two = paths(plot(new Curves(LOOK, false, List.of(points.subList(0, 2), points.subList(2, 4)))));

        assertThat(one).isEqualTo(1);
        assertThat(two).isEqualTo(2);
    }

    @Test
    void partsOfBarLieEndToEndAndTheLongestLabelHasRoom() {
        String label = "a label of 25 letters, 26";
        Axis rows = Axis.ofRows(List.of("one", "two"));
        Plot plot = new Plot(
                "t",
                "d",
                UP_TO_TEN,
                rows,
                List.of(new Bars(List.of(
                        new Bar(
                                0,
                                LOOK,
                                List.of(
                                        new Bars.Part(Bars.Fill.FULL, 4),
                                        new Bars.Part(Bars.Fill.HALF, 0),
                                        new Bars.Part(Bars.Fill.LIGHT, 6)),
                                label),
                        Bar.of(1, LOOK, 5, "5")))),
                List.of());

        Element svg = SvgText.parse(plot.svg(Format.NARROW, "p"));

        List<Element> boxes = SvgText.all(svg, "rect");
        assertThat(boxes).hasSize(3);
        assertThat(number(boxes.get(1), "x")).isEqualTo(number(boxes.get(0), "x") + number(boxes.get(0), "width"));
        assertThat(number(boxes.get(2), "y")).as("the second row is below").isGreaterThan(number(boxes.get(0), "y"));
        double end = number(boxes.get(1), "x") + number(boxes.get(1), "width");
        assertThat(end + Label.width(label) + Label.width("one")).isLessThan(Format.NARROW.width());
    }

    @Test
    void labelsOfRowsAreInTheirOrderFromTheTop() {
        Plot plot = new Plot(
                "t",
                "d",
                UP_TO_TEN,
                Axis.ofRows(List.of("one", "two")),
                List.of(new Bars(List.of(Bar.of(0, LOOK, 1, "1"), Bar.of(1, LOOK, 2, "2")))),
                List.of());

        Element svg = SvgText.parse(plot.svg(Format.WIDE, "p"));

        assertThat(heightOf(svg, "one")).isLessThan(heightOf(svg, "two"));
    }

    private static double heightOf(Element svg, String label) {
        Element text = SvgText.all(svg, "text").stream()
                .filter(candidate -> candidate.getTextContent().equals(label))
                .findFirst()
                .orElseThrow();
        return translation((Element) text.getParentNode().getParentNode())[1];
    }

    private static Plot plot(Layer layer) {
        return new Plot("t", "d", UP_TO_TEN, MILLIS, List.of(layer), List.of());
    }

    private static String drawn(Point point) {
        return plot(new Points(LOOK, Mark.FILLED, List.of(point))).svg(Format.WIDE, "p");
    }

    private static long marks(String svg) {
        return SvgText.all(SvgText.parse(svg), "*").stream()
                .filter(element -> element.getAttribute("style").contains("--series-1"))
                .count();
    }

    private static long paths(Plot plot) {
        return marks(plot.svg(Format.WIDE, "p"));
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static double[] translation(Element element) {
        return Stream.of(element.getAttribute("transform")
                        .replaceAll("translate\\(([^)]*)\\).*", "$1")
                        .trim()
                        .split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static Set<String> ids(String svg) {
        return SvgText.all(SvgText.parse(svg), "*").stream()
                .map(element -> element.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
    }
}

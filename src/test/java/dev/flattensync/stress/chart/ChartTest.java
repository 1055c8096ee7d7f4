package dev.flattensync.stress.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.chart.Chart.Point;
import dev.flattensync.stress.chart.Chart.Series;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

class ChartTest {
    private static final Axis NUMBERS = Axis.ofNumbers("ms", List.of(0.1, 1.0, 10.0), List.of("0.1", "1", "10"));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sameChartIsTheSameTextAgain(boolean lines) {
        assertThat(chart("title", lines).svg()).isEqualTo(chart("title", lines).svg());
    }

    /** What differs between JDKs are the last of some 16 digits; what the library draws by lot has seven characters. */
    @Test
    void textHasNothingThatDependsOnTheJvm() {
        assertThat(chart("title", true).svg())
                .doesNotContainPattern("\\d\\.\\d{3}")
                .doesNotContainPattern("id=\"(?!part\\d+\")")
                .doesNotContainPattern("url\\(#(?!part\\d+\\))");
    }

    @Test
    void coordinatesAreRoundedAndIdentifiersNumbered() {
        String svg = Svg.stable(
                "<svg a=\"1\">\n  <g id=\"pQx12aB\">\n<p clip=\"url(#pQx12aB)\" d=\"M1.0049999999 -0.0012\" x=\"1.5E-5\"/>0.001</g></svg>",
                "t",
                10,
                10);

        assertThat(svg).endsWith("<g id=\"part1\">\n<p clip=\"url(#part1)\" d=\"M1 0\" x=\"0\"/>0.001</g></svg>\n");
    }

    @Test
    void pictureIsWellFormedWithTitleAndWithoutScript() throws Exception {
        Document svg = parse(chart("a < b & \"c\"", false).svg());

        assertThat(svg.getDocumentElement().getAttribute("viewBox")).isEqualTo("-12 -12 424 324");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("a < b & \"c\"");
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
    }

    @Test
    void labelsThatLookLikeMarkupAreText() throws Exception {
        Series hostile = new Series("<b>|&", "#0072B2", Shape.DISC, false, List.of(new Point(1, 1, "")));

        Document svg = parse(new Chart("t", 400, 300, List.of(hostile), NUMBERS, NUMBERS, List.of(""), false).svg());

        assertThat(svg.getElementsByTagName("b").getLength()).isZero();
        assertThat(svg.getDocumentElement().getTextContent()).contains("<b>|&");
    }

    @Test
    void seriesOfOneCategoryAreDrawnApart() {
        Axis axis = Axis.ofCategories(List.of("a", "b"));

        assertThat(axis.place(1, 0, 3)).isGreaterThan(axis.place(1, 1, 3));
        assertThat(axis.place(1, 1, 3)).isEqualTo(1);
        assertThat(axis.place(1, 0, 3)).isLessThan(axis.place(2, 2, 3));
        assertThat(axis.place(1, 0, 1)).isEqualTo(1);
    }

    private static Chart chart(String title, boolean lines) {
        List<Series> series = List.of(
                new Series(
                        "one", "#0072B2", Shape.DISC, false, List.of(new Point(0.3, 0.7, ""), new Point(3, 0.9, ""))),
                new Series("two", "#D55E00", Shape.SQUARE, true, List.of(new Point(0.4, 7, ""))));
        return new Chart(title, 400, 300, series, NUMBERS, NUMBERS, List.of(""), lines);
    }

    private static Document parse(String svg) throws ParserConfigurationException, SAXException, IOException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}

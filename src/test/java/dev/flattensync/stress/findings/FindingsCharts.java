package dev.flattensync.stress.findings;

import dev.flattensync.stress.chart.Axis;
import dev.flattensync.stress.chart.Chart;
import dev.flattensync.stress.chart.Chart.Point;
import dev.flattensync.stress.chart.Chart.Series;
import dev.flattensync.stress.chart.Shape;
import dev.flattensync.stress.experiment.Indexes;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.experiment.Variant;
import dev.flattensync.stress.report.Wording;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The charts of the findings; a schema has one colour in all, and a hollow shape where it has no indexes. */
final class FindingsCharts {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long THOUSAND = 1_000;
    private static final long MILLION = 1_000_000;
    private static final int WIDTH = 960;
    private static final int HEIGHT_OF_QUESTION = 40;
    private static final int HEIGHT_OF_REST = 130;
    private static final int HEIGHT_OF_GROWTH = 430;
    private static final Map<Storage, Shape> SHAPES = new EnumMap<>(Map.of(
            Storage.SCHEMA1, Shape.DISC,
            Storage.SCHEMA2, Shape.SQUARE,
            Storage.SCHEMA3, Shape.TRIANGLE,
            Storage.JSONB, Shape.DIAMOND,
            Storage.JSONB_UNCOMPRESSED, Shape.DIAMOND));
    /** M. Okabe and K. Ito, Color Universal Design (2008): told apart with any kind of colour vision. */
    private static final Map<Storage, String> COLORS = new EnumMap<>(Map.of(
            Storage.SCHEMA1, "#0072B2",
            Storage.SCHEMA2, "#D55E00",
            Storage.SCHEMA3, "#009E73",
            Storage.JSONB, "#CC79A7",
            Storage.JSONB_UNCOMPRESSED, "#E69F00"));

    private FindingsCharts() {}

    /** The median per question, at the largest size; the first question at the top. */
    static Chart medians(Measured measured) {
        List<Question> questions = new ArrayList<>(List.of(Question.values()));
        Collections.reverse(questions);
        List<Series> series = main(measured)
                .map(variant -> series(
                        variant,
                        questions.stream()
                                .flatMap(question -> measured.median(variant.label(), question).stream()
                                        .mapToObj(nanos ->
                                                new Point(nanos / NANOS_PER_MILLI, questions.indexOf(question), "")))
                                .toList()))
                .toList();
        return new Chart(
                "Median latency at %s comments".formatted(Wording.count(measured.size())),
                WIDTH,
                HEIGHT_OF_QUESTION * questions.size() + HEIGHT_OF_REST,
                series,
                axis("milliseconds, on a logarithmic scale", series, Point::x),
                Axis.ofCategories(questions.stream().map(FindingsCharts::label).toList()),
                List.of(""),
                false);
    }

    /** How lookup and delete grow; empty with one size only. */
    static Chart growth(Measured measured) {
        List<Question> questions = List.of(Question.LOOK_UP_COMMENT, Question.DELETE_USER);
        List<Series> series = main(measured)
                .filter(variant ->
                        variant.storage().isFlat() && measured.result().sizes().size() > 1)
                .map(variant -> series(
                        variant,
                        questions.stream()
                                .flatMap(question -> points(measured, variant, question))
                                .toList()))
                .toList();
        List<Long> sizes = measured.result().sizes();
        return new Chart(
                "Median latency against the number of comments, on logarithmic scales",
                WIDTH,
                HEIGHT_OF_GROWTH,
                series,
                Axis.ofNumbers(
                        "comments",
                        sizes.stream().map(Long::doubleValue).toList(),
                        sizes.stream().map(FindingsCharts::size).toList()),
                axis("milliseconds", series, Point::y),
                questions.stream().map(Question::label).toList(),
                true);
    }

    private static Stream<Point> points(Measured measured, Variant variant, Question question) {
        return measured.result().sizes().stream()
                .flatMap(size -> measured.at(size).median(variant.label(), question).stream()
                        .mapToObj(nanos -> new Point((double) size, nanos / NANOS_PER_MILLI, question.label())));
    }

    /** Those without indexes and the plain ones: constraints and rewriting are in the tables. */
    private static Stream<Variant> main(Measured measured) {
        List<String> unindexed = Measured.FLAT.stream().map(Measured::unindexed).toList();
        return measured.result().variants().stream()
                .filter(variant -> variant.isPlain() || unindexed.contains(variant.label()));
    }

    private static Series series(Variant variant, List<Point> points) {
        return new Series(
                variant.label(),
                COLORS.get(variant.storage()),
                SHAPES.get(variant.storage()),
                variant.indexes() == Indexes.NONE,
                points);
    }

    /** Powers of ten around all values. */
    private static Axis axis(String title, List<Series> series, ToDoubleFunction<Point> value) {
        double[] logs = series.stream()
                .flatMap(of -> of.points().stream())
                .mapToDouble(point -> Math.log10(value.applyAsDouble(point)))
                .toArray();
        int low = (int) Math.floor(DoubleStream.of(logs).min().orElse(0));
        int high = Math.max(low + 1, (int) Math.ceil(DoubleStream.of(logs).max().orElse(1)));
        List<BigDecimal> ticks = IntStream.rangeClosed(low, high)
                .mapToObj(power -> BigDecimal.ONE.scaleByPowerOfTen(power))
                .toList();
        return Axis.ofNumbers(
                title,
                ticks.stream().map(BigDecimal::doubleValue).toList(),
                ticks.stream()
                        .map(tick -> tick.scale() > 0 ? tick.toPlainString() : Wording.count(tick.longValue()))
                        .toList());
    }

    /** The chart cuts long labels off. */
    private static String label(Question question) {
        return question == Question.EDIT_BEHIND_PULL ? "edit behind a pull" : question.label();
    }

    /** Short, so that labels do not touch: {@code 10k}, {@code 1M}. */
    private static String size(long comments) {
        if (comments % MILLION == 0) {
            return comments / MILLION + "M";
        }
        return comments % THOUSAND == 0 ? comments / THOUSAND + "k" : Wording.count(comments);
    }
}

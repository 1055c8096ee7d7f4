package dev.flattensync.stress.chart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An axis of a chart, with labels at some of its places.
 *
 * @param title beside it
 * @param logarithmic whether it is of positive numbers on a logarithmic scale, or linear
 * @param ticks the numbers that are labelled, ascending
 * @param labels one for each; the library cuts off what is longer than about 20 characters
 * @param low where it begins
 * @param high where it ends
 */
public record Axis(
        String title, boolean logarithmic, List<Double> ticks, List<String> labels, double low, double high) {
    /** How much of a category's height its points take together. */
    private static final double SPREAD = 0.62;
    /** The labels of an axis of percentiles. */
    private static final List<Double> PERCENTILES = List.of(50.0, 90.0, 95.0, 99.0, 99.9, 99.99);

    private static final double ROOM_OF_LINEAR = 1.02;
    /** What is further away from 1 is no measurement, and would make the axis unreadable. */
    private static final double SMALLEST = 1e-9;

    private static final double LARGEST = 1e15;

    /** An axis of positive numbers, with some room at its ends. */
    public static Axis ofNumbers(String title, List<Double> ticks, List<String> labels) {
        double room = Math.pow(ticks.get(ticks.size() - 1) / ticks.get(0), 0.06);
        return new Axis(title, true, ticks, labels, ticks.get(0) / room, ticks.get(ticks.size() - 1) * room);
    }

    /** An axis of categories: the place of one is its place in the list. */
    public static Axis ofCategories(List<String> categories) {
        List<Double> places = new ArrayList<>();
        for (int place = 0; place < categories.size(); place++) {
            places.add((double) place);
        }
        return new Axis("", false, places, categories, -0.5, categories.size() - 0.5);
    }

    /**
     * An axis of positive numbers on a logarithmic scale, labelled at round numbers around all of them.
     *
     * @param values those on it; what is not a positive number is drawn at its low end
     */
    public static Axis logarithmic(String title, Collection<Double> values) {
        double[] positive = values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(value -> value > 0 && Double.isFinite(value))
                .toArray();
        double low = DoubleStream.of(positive).min().orElse(1);
        double high = DoubleStream.of(positive).max().orElse(10);
        List<Double> ticks = Ticks.logarithmic(Math.max(low, SMALLEST), Math.min(Math.max(high, SMALLEST), LARGEST));
        return ofNumbers(title, ticks, ticks.stream().map(Ticks::label).toList());
    }

    /** An axis of numbers from zero to the largest of them, negative ones aside. */
    public static Axis linear(String title, Collection<Double> values) {
        double largest = values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(value -> value > 0 && Double.isFinite(value))
                .max()
                .orElse(1);
        double high = Math.min(Math.max(largest, SMALLEST), LARGEST);
        List<Double> ticks = Ticks.linear(0, high);
        return new Axis(title, false, ticks, ticks.stream().map(Ticks::label).toList(), 0, high * ROOM_OF_LINEAR);
    }

    /**
     * An axis of percentiles, HdrHistogram's: as far from 90 to 99 as from 99 to 99.9.
     *
     * @param highest the last one that is labelled, 99 for example; at least 90
     */
    public static Axis ofPercentiles(String title, double highest) {
        List<Double> shown =
                PERCENTILES.stream().filter(percentile -> percentile <= highest).toList();
        List<Double> places = shown.stream().map(Axis::percentile).toList();
        double room = Math.pow(percentile(highest) / places.get(0), 0.03);
        return new Axis(
                title,
                true,
                places,
                shown.stream().map(Ticks::label).toList(),
                places.get(0) / room,
                Math.max(percentile(highest), places.get(places.size() - 1)) * room);
    }

    /** Where a percentile is on an axis of them: one in how many is slower. */
    public static double percentile(double percentile) {
        return 1 / (1 - percentile / 100);
    }

    /** An axis of categories, the first at the top, as {@link Bars} count them. */
    public static Axis ofRows(List<String> categories) {
        List<String> fromBelow = new ArrayList<>(categories);
        Collections.reverse(fromBelow);
        return ofCategories(fromBelow);
    }

    /**
     * The same with the labels that do not touch: on a logarithmic axis powers of ten before others, on a linear one
     * every second, third and so on.
     *
     * @param length of the axis, pixels
     * @param size what a label takes of it, pixels
     */
    Axis spaced(double length, ToDoubleFunction<String> size) {
        List<Integer> kept = new ArrayList<>();
        if (logarithmic) {
            Stream.concat(places(this::isPowerOfTen).stream(), places(tick -> !isPowerOfTen(tick)).stream())
                    .filter(tick -> kept.stream().allMatch(other -> areApart(tick, other, length, size)))
                    .forEach(kept::add);
            Collections.sort(kept);
        } else {
            int step = 1;
            while (step < ticks.size() && !isApart(step, length, size)) {
                step++;
            }
            int every = step;
            kept.addAll(places(tick -> tick % every == 0));
        }
        return withTicks(
                kept.stream().map(ticks::get).toList(),
                kept.stream().map(labels::get).toList());
    }

    private boolean isApart(int step, double length, ToDoubleFunction<String> size) {
        return IntStream.range(0, ticks.size() - step).allMatch(tick -> areApart(tick, tick + step, length, size));
    }

    private boolean areApart(int tick, int other, double length, ToDoubleFunction<String> size) {
        double distance = Math.abs(part(ticks.get(tick)) - part(ticks.get(other))) * length;
        return distance >= (size.applyAsDouble(labels.get(tick)) + size.applyAsDouble(labels.get(other))) / 2;
    }

    /** The same with labels that have room, and without characters that can't be shown. */
    Axis labelled(int letters) {
        return withTicks(
                ticks, labels.stream().map(label -> Label.of(label, letters)).toList());
    }

    /** The same without a title. */
    Axis untitled() {
        return new Axis("", logarithmic, ticks, labels, low, high);
    }

    /** The same with more room above its last tick: this part of the whole. */
    Axis withRoom(double part) {
        double times = part / (1 - part);
        double higher = logarithmic ? high * Math.pow(high / low, times) : high + (high - low) * times;
        return new Axis(title, logarithmic, ticks, labels, low, higher);
    }

    /** Where a number is: 0 at the low end, 1 at the high one. */
    double part(double value) {
        return logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    }

    /** The number at a part of the axis. */
    double at(double part) {
        return logarithmic ? low * Math.pow(high / low, part) : low + (high - low) * part;
    }

    boolean holds(double value) {
        return value >= low && value <= high;
    }

    /** The nearest number that is on the axis: its low end for 0 on a logarithmic one. */
    double clamped(double value) {
        return Math.min(Math.max(value, low), high);
    }

    private Axis withTicks(List<Double> otherTicks, List<String> otherLabels) {
        return new Axis(title, logarithmic, otherTicks, otherLabels, low, high);
    }

    private List<Integer> places(IntPredicate kept) {
        return IntStream.range(0, ticks.size()).filter(kept).boxed().toList();
    }

    private boolean isPowerOfTen(int tick) {
        double power = Math.log10(ticks.get(tick));
        return Math.abs(power - Math.rint(power)) < 1e-6;
    }

    /** Where a point is drawn: in a category each series has a place of its own, the first at the top. */
    double place(double value, int series, int ofSeries) {
        return logarithmic || ofSeries == 1 ? value : value + SPREAD * (0.5 - (double) series / (ofSeries - 1));
    }

    Map<String, Object> scale(String aesthetic) {
        Map<String, Object> scale = Spec.map(
                "aesthetic", aesthetic,
                "name", title,
                "breaks", ticks,
                "labels", labels,
                "limits", List.of(low, high),
                "expand", List.of(0.0, 0.0));
        if (logarithmic) {
            scale.put("trans", "log10");
        }
        return scale;
    }
}

package dev.flattensync.stress.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flattensync.stress.measure.Figures;
import dev.flattensync.stress.measure.Timings;
import java.util.Base64;
import java.util.List;

/** The three figures of some changes in {@code results.json}: percentiles for those who read it, or all samples. */
final class TimingsJson {
    private static final List<Double> PERCENTILES = List.of(50.0, 95.0, 99.0, 99.9);
    private static final String SYNC_LATENCY = "syncLatencyNanos";
    private static final String SERVICE_TIME = "serviceTimeNanos";
    private static final String LAG = "lagNanos";

    private TimingsJson() {}

    /** Puts counts and percentiles. */
    static void figures(ObjectNode json, Timings timings) {
        figures(json.putObject(SYNC_LATENCY), timings.syncLatency());
        figures(json.putObject(SERVICE_TIME), timings.serviceTime());
        figures(json.putObject(LAG), timings.lag());
    }

    /** Puts all samples. */
    static void histograms(ObjectNode json, Timings timings) {
        histogram(json.putObject(SYNC_LATENCY), timings.syncLatency());
        histogram(json.putObject(SERVICE_TIME), timings.serviceTime());
        histogram(json.putObject(LAG), timings.lag());
    }

    /**
     * Reads all samples.
     *
     * @throws IllegalArgumentException if they are something else
     */
    static Timings read(JsonNode json) {
        return new Timings(
                histogram(json.required(SYNC_LATENCY)),
                histogram(json.required(SERVICE_TIME)),
                histogram(json.required(LAG)));
    }

    /** A percentile's key, as in {@code p99.9}. */
    static String name(double percentile) {
        return "p"
                + (percentile == Math.rint(percentile) ? String.valueOf((int) percentile) : String.valueOf(percentile));
    }

    private static void figures(ObjectNode json, Figures figures) {
        json.put("count", figures.count());
        json.put("censored", figures.censored());
        for (double percentile : PERCENTILES) {
            figures.percentileNanos(percentile)
                    .ifPresentOrElse(nanos -> json.put(name(percentile), nanos), () -> json.putNull(name(percentile)));
        }
        figures.percentileNanos(100).ifPresentOrElse(nanos -> json.put("max", nanos), () -> json.putNull("max"));
    }

    private static void histogram(ObjectNode json, Figures figures) {
        json.put("censored", figures.censored());
        json.put("max", figures.maxNanos());
        json.put("hdr", Base64.getEncoder().encodeToString(figures.encoded()));
    }

    private static Figures histogram(JsonNode json) {
        return Figures.of(
                Base64.getDecoder().decode(json.required("hdr").asText()),
                json.required("max").asLong(),
                json.required("censored").asLong());
    }
}

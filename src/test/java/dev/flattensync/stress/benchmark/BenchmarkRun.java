package dev.flattensync.stress.benchmark;

import dev.flattensync.store.PostgresAddress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A benchmark that was run by a test.
 *
 * @param exitCode what the JVM would end with
 * @param out what it printed
 * @param err what it complained about
 */
record BenchmarkRun(int exitCode, String out, String err) {
    /** Small enough for a test. */
    static final String SCALE = "4x5x6";

    /** The numbers that a pattern's groups match, of each place where it does. */
    List<List<Double>> numbers(String pattern) {
        return Pattern.compile(pattern)
                .matcher(out)
                .results()
                .map(found -> IntStream.rangeClosed(1, found.groupCount())
                        .mapToObj(group -> Double.valueOf(found.group(group)))
                        .toList())
                .toList();
    }

    /** The geometric mean of how many times the second of two numbers the first is. */
    static double meanRatio(List<List<Double>> pairs) {
        return Math.exp(pairs.stream()
                .mapToDouble(pair -> Math.log(pair.get(0) / pair.get(1)))
                .average()
                .orElseThrow());
    }

    /** Runs a benchmark on a PostgreSQL that there is already. */
    static BenchmarkRun of(PostgresAddress postgres, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Benchmarks.run(
                Optional.of(postgres), new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new BenchmarkRun(exitCode, out.toString(), err.toString());
    }
}

package dev.flattensync.stress.benchmark;

import dev.flattensync.store.PostgresAddress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;

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

    /** Runs a benchmark on a PostgreSQL that there is already. */
    static BenchmarkRun of(PostgresAddress postgres, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Benchmarks.run(
                Optional.of(postgres), new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new BenchmarkRun(exitCode, out.toString(), err.toString());
    }
}

package dev.flattensync.stress.microbenchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The command line of the microbenchmarks: JMH's own, with defaults that suit them. */
public final class Microbenchmarks {
    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;
    private static final int FORKS = 2;
    private static final int ITERATIONS = 5;
    private static final TimeValue ITERATION = TimeValue.seconds(1);

    private Microbenchmarks() {}

    /** Runs the microbenchmarks whose names match, and ends the JVM with its exit code. */
    public static void main(String... arguments) throws IOException {
        System.exit(run(new PrintWriter(System.err, true, Charset.defaultCharset()), arguments));
    }

    /**
     * Runs the microbenchmarks whose names match.
     *
     * @param err gets one sentence if that fails
     * @return the exit code: 0 only if each has a result
     */
    static int run(PrintWriter err, String... arguments) throws IOException {
        try {
            CommandLineOptions given = new CommandLineOptions(arguments);
            if (asksWhatThereIs(given)) {
                org.openjdk.jmh.Main.main(arguments);
            } else {
                new Runner(options(given)).run();
            }
            return 0;
        } catch (CommandLineOptionException e) {
            err.println(e.getMessage() + "; \"-h\" tells what is allowed");
            return NOT_UNDERSTOOD;
        } catch (NoBenchmarksException e) {
            err.println("no microbenchmark has such a name: " + String.join(" ", arguments) + "; \"-l\" lists them");
            return FAILED;
        } catch (RunnerException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    private static boolean asksWhatThereIs(CommandLineOptions given) {
        return given.shouldHelp()
                || given.shouldList()
                || given.shouldListWithParams()
                || given.shouldListProfilers()
                || given.shouldListResultFormats();
    }

    /** What was given, and for all else the defaults. Bytes allocated are always counted. */
    static Options options(CommandLineOptions given) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .parent(given)
                .forks(given.getForkCount().orElse(FORKS))
                .warmupIterations(given.getWarmupIterations().orElse(ITERATIONS))
                .warmupTime(given.getWarmupTime().orElse(ITERATION))
                .measurementIterations(given.getMeasurementIterations().orElse(ITERATIONS))
                .measurementTime(given.getMeasurementTime().orElse(ITERATION))
                .timeUnit(given.getTimeUnit().orElse(TimeUnit.MICROSECONDS))
                .shouldFailOnError(given.shouldFailOnError().orElse(true))
                .addProfiler(GCProfiler.class);
        return given.getBenchModes().isEmpty() ? options.mode(Mode.AverageTime).build() : options.build();
    }
}

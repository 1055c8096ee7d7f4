package dev.flattensync.stress.microbenchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.TimeValue;

class MicrobenchmarksTest {
    private static final String ONCE = "-bm ss -f 0 -wi 0 -i 1 -v silent";

    @Test
    void eachMicrobenchmarkRunsAndTellsItsTimeAndItsAllocation() throws Exception {
        Collection<RunResult> results = new Runner(options(ONCE)).run();

        assertThat(results)
                .extracting(MicrobenchmarksTest::name)
                .containsExactlyInAnyOrder(
                        "Differencing.editOfOneComment schema1",
                        "Differencing.editOfOneComment schema2",
                        "Differencing.noChange schema1",
                        "Differencing.noChange schema2",
                        "Differencing.pullOfTheFirstPost schema1",
                        "Differencing.pullOfTheFirstPost schema2",
                        "Flattening.wholeDocument 5",
                        "Flattening.wholeDocument 100",
                        "Folding.batchOfCommentEdits 1",
                        "Folding.batchOfCommentEdits 100",
                        "Patching.pullOfTheFirstPost",
                        "Patching.pushOfAComment");
        assertThat(results).allSatisfy(result -> {
            assertThat(result.getPrimaryResult().getScore()).isPositive();
            assertThat(result.getSecondaryResults().get("gc.alloc.rate.norm").getScore())
                    .isPositive();
        });
    }

    @Test
    void withoutOptionsTheyTakeTwentySecondsEach() throws Exception {
        Options options = options("");

        assertThat(options.getForkCount().get()).isEqualTo(2);
        assertThat(options.getWarmupIterations().get()).isEqualTo(5);
        assertThat(options.getWarmupTime().get()).isEqualTo(TimeValue.seconds(1));
        assertThat(options.getMeasurementIterations().get()).isEqualTo(5);
        assertThat(options.getMeasurementTime().get()).isEqualTo(TimeValue.seconds(1));
        assertThat(options.getBenchModes()).containsExactly(Mode.AverageTime);
    }

    @Test
    void commandLineComesBeforeTheDefaults() throws Exception {
        Options options = options("Differencing -bm thrpt -f 1 -wi 2 -w 3ms -i 4 -r 5ms");

        assertThat(options.getIncludes()).containsExactly("Differencing");
        assertThat(options.getForkCount().get()).isEqualTo(1);
        assertThat(options.getWarmupIterations().get()).isEqualTo(2);
        assertThat(options.getWarmupTime().get()).isEqualTo(TimeValue.milliseconds(3));
        assertThat(options.getMeasurementIterations().get()).isEqualTo(4);
        assertThat(options.getMeasurementTime().get()).isEqualTo(TimeValue.milliseconds(5));
        assertThat(options.getBenchModes()).containsExactly(Mode.Throughput);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--no-such-option | 2 | no-such-option is not a recognized option; \"-h\" tells what is allowed",
                "NoSuchName | 1 | no microbenchmark has such a name: NoSuchName; \"-l\" lists them"
            })
    void whatCannotBeRunIsRefusedInOneSentence(String argument, int exitCode, String sentence) throws Exception {
        StringWriter err = new StringWriter();

        int ended = Microbenchmarks.run(new PrintWriter(err, true), argument);

        assertThat(ended).isEqualTo(exitCode);
        assertThat(err.toString().lines()).containsExactly(sentence);
    }

    private static Options options(String commandLine) throws Exception {
        String[] arguments = commandLine.isEmpty() ? new String[0] : commandLine.split(" ");
        return Microbenchmarks.options(new CommandLineOptions(arguments));
    }

    /** The microbenchmark without its package, and the values of its parameters. */
    private static String name(RunResult result) {
        String name = result.getParams().getBenchmark();
        StringBuilder named = new StringBuilder(
                name.substring(MicrobenchmarksTest.class.getPackageName().length() + 1));
        result.getParams()
                .getParamsKeys()
                .forEach(key -> named.append(' ').append(result.getParams().getParam(key)));
        return named.toString();
    }
}

package dev.flattensync.stress.benchmark;

import dev.flattensync.stress.command.Commands;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the benchmarks. */
@Command(
        name = "benchmark",
        description = "How close the sync comes to what PostgreSQL can do.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(drain)")
public final class Benchmarks {

    Benchmarks() {}

    /** Runs a benchmark, and ends the JVM with its exit code. */
    public static void main(String... arguments) {
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        System.exit(run(out, err, arguments));
    }

    /**
     * Runs a benchmark.
     *
     * @return the exit code
     */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine commands = new CommandLine(new Benchmarks()).addSubcommand(new DrainCommand());
        return Commands.execute(commands, out, err, arguments);
    }
}

package dev.flattensync.stress.benchmark;

import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.command.Commands;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the benchmarks. */
@Command(
        name = "benchmark",
        description = "How close the sync comes to what PostgreSQL can do.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(drain | load | lone | tail)")
public final class Benchmarks {

    Benchmarks() {}

    /** Runs a benchmark, and ends the JVM with its exit code. */
    public static void main(String... arguments) {
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        System.exit(run(out, err, arguments));
    }

    /**
     * Runs a benchmark on an embedded PostgreSQL.
     *
     * @return the exit code
     */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return run(Optional.empty(), out, err, arguments);
    }

    /**
     * Runs a benchmark.
     *
     * @param postgres empty for an embedded one
     * @return the exit code
     */
    static int run(Optional<PostgresAddress> postgres, PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine commands = new CommandLine(new Benchmarks())
                .addSubcommand(new DrainCommand(postgres))
                .addSubcommand(new LoadCommand(postgres))
                .addSubcommand(new LoneCommand(postgres))
                .addSubcommand(new SizeCommand(postgres))
                .addSubcommand(new TailCommand(postgres));
        return Commands.execute(commands, out, err, arguments);
    }
}

package dev.flattensync.stress.command;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line for finished runs. */
@Command(
        name = "reports",
        description = "What to do with finished runs.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(compare | baseline | index)")
public final class Reports {
    Reports() {}

    /** Runs a command, and ends the JVM with its exit code. */
    public static void main(String... arguments) {
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        System.exit(run(Path.of("reports"), out, err, arguments));
    }

    /**
     * Runs a command.
     *
     * @param reports the folder of the runs
     * @return the exit code
     */
    static int run(Path reports, PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine commands = new CommandLine(new Reports())
                .addSubcommand(new CompareCommand(reports))
                .addSubcommand(new BaselineCommand(reports))
                .addSubcommand(new IndexCommand(reports));
        return Commands.execute(commands, out, err, arguments);
    }
}

package dev.flattensync.stress.command;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.report.Lines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * The command line. Each command ends with 0, or with one sentence on standard error: 1 if what was given can't be
 * used, 2 if the command is not one.
 */
@Command(
        name = "reports",
        description = "What to do with finished runs.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(compare | baseline | index)")
public final class Reports {
    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;

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
        return new CommandLine(new Reports())
                .addSubcommand(new CompareCommand(reports))
                .addSubcommand(new BaselineCommand(reports))
                .addSubcommand(new IndexCommand(reports))
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, err))
                .setParameterExceptionHandler((mistake, given) -> notUnderstood(mistake, err))
                .execute(arguments);
    }

    private static int failed(Exception failure, PrintWriter err) throws Exception {
        if (failure instanceof InvalidInputException) {
            say(err, failure.getMessage());
        } else if (failure instanceof NoSuchFileException missing) {
            say(err, missing.getFile() + ": no such file or folder");
        } else if (failure instanceof AccessDeniedException denied) {
            say(err, denied.getFile() + ": may not be read or written by this user");
        } else if (failure instanceof IOException) {
            say(err, "a file can't be read or written: " + failure.getMessage());
        } else {
            throw failure;
        }
        return FAILED;
    }

    private static int notUnderstood(ParameterException mistake, PrintWriter err) {
        say(
                err,
                "%s; \"%s --help\" tells what is allowed"
                        .formatted(
                                mistake.getMessage(), mistake.getCommandLine().getCommandName()));
        return NOT_UNDERSTOOD;
    }

    /** One line, whatever it quotes. */
    private static void say(PrintWriter err, String sentence) {
        Lines line = new Lines();
        line.add("%s", sentence.lines().findFirst().orElse(""));
        err.print(line);
        err.flush();
    }
}

package dev.flattensync.stress.command;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.report.Lines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * How every command line of this project ends: with 0, or with one sentence on standard error: 1 if what was given
 * can't be used, 2 if the command is not one.
 */
public final class Commands {
    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private Commands() {}

    /**
     * Runs a command.
     *
     * @param commands the commands there are
     * @param arguments the command and what is given to it
     * @return the exit code
     */
    public static int execute(CommandLine commands, PrintWriter out, PrintWriter err, String... arguments) {
        return commands.setOut(out)
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

package dev.flattensync.stress.command;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.result.ResultsJson;
import dev.flattensync.stress.result.RunHead;
import dev.flattensync.stress.result.RunResult;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The figures of a run that somebody named.
 *
 * @param file its {@code results.json}, or a copy
 */
record RunFile(Path file) {
    private static final String FIGURES = "results.json";
    private static final List<String> COPIES = List.of("latest", "baseline");
    /** As Gatling names a folder: the simulation, then year, month, day and time. */
    private static final Pattern FOLDER =
            Pattern.compile("\\p{Alnum}+-(\\d{4})(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)\\d{3}");

    /**
     * Finds a run.
     *
     * @param reports the folder of the runs
     * @param given a file, a folder of a run, its name among the reports, or {@code latest} or {@code baseline}
     * @throws InvalidInputException if there is none
     */
    static RunFile find(Path reports, String given) {
        if (COPIES.contains(given)) {
            return new RunFile(existing(given, reports.resolve(given + ".json")));
        }
        try {
            Path path = Path.of(given);
            Path found = Files.exists(path) ? path : reports.resolve(given);
            return new RunFile(existing(given, Files.isDirectory(found) ? found.resolve(FIGURES) : found));
        } catch (InvalidPathException e) {
            throw missing(given);
        }
    }

    /** A short name for it: when the run began, if its folder tells, else what the folder or the file is called. */
    String name() {
        Path absolute = file.toAbsolutePath().normalize();
        String name = absolute.getFileName().toString();
        if (!name.equals(FIGURES)) {
            return name.replaceFirst("\\.json$", "");
        }
        Path folder = absolute.getParent().getFileName();
        Matcher made = FOLDER.matcher(folder == null ? "" : folder.toString());
        return made.matches() ? made.replaceFirst("$1-$2-$3 $4:$5:$6") : folder == null ? name : folder.toString();
    }

    /** The text of the file. */
    String text() throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw unusable("it is not JSON in UTF-8");
        }
    }

    /**
     * Reads a run under load or a search for capacity.
     *
     * @throws InvalidInputException if it is another, has no result, or is of the rig alone
     */
    RunResult read() throws IOException {
        RunHead head = head();
        head.unreadable().ifPresent(reason -> {
            throw unusable(reason + "; run it again");
        });
        if (head.isExperiment()) {
            throw unusable("it is of the seed's experiment, expected a run under load or a search for capacity");
        }
        RunResult run = parsed();
        if (!run.valid()) {
            throw unusable("the run has no result: tables differ from the documents or were not compared");
        }
        if (run.setting().rigOnly()) {
            throw unusable("it is of the rig alone, whose sync keeps no tables, and says nothing of a schema");
        }
        return run;
    }

    private RunHead head() throws IOException {
        try {
            return RunHead.read(file);
        } catch (InvalidInputException e) {
            throw unusable(e.getMessage());
        }
    }

    private RunResult parsed() throws IOException {
        try {
            return ResultsJson.read(text());
        } catch (InvalidInputException e) {
            throw unusable(e.getMessage());
        }
    }

    private InvalidInputException unusable(String reason) {
        return new InvalidInputException("%s can't be used: %s".formatted(file, reason));
    }

    private static Path existing(String given, Path file) {
        if (!Files.isRegularFile(file)) {
            throw missing(given);
        }
        return file;
    }

    private static InvalidInputException missing(String given) {
        return new InvalidInputException(
                "%s: no such run; expected a results.json, a folder that holds one, latest or baseline"
                        .formatted(given));
    }
}

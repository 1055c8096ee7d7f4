package dev.flattensync.stress.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder that Gatling made for the run, which it does not tell: the newest one named after the simulation. */
public final class RunFolder {
    private static final Path REPORTS = Path.of("reports");

    private RunFolder() {}

    /**
     * Finds the folder of the run that is going on.
     *
     * @param simulation the simulation's simple class name
     * @throws IOException if there is none, or the reports can't be listed
     */
    public static Path of(String simulation) throws IOException {
        String name = simulation.toLowerCase(Locale.ROOT) + "-\\d{17}";
        try (Stream<Path> folders = Files.list(REPORTS)) {
            Optional<Path> newest = folders.filter(folder -> folder.getFileName()
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .matches(name))
                    .max(Comparator.comparing(folder -> folder.getFileName().toString()));
            return newest.orElseThrow(
                    () -> new IOException("expected a folder " + simulation + "-... in " + REPORTS + ", found none"));
        }
    }
}

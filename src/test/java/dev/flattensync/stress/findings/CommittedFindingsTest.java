package dev.flattensync.stress.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is committed as findings is what the committed figures say, byte for byte: nobody edited it, nobody forgot it.
 */
class CommittedFindingsTest {
    private static final Path PAGE = Path.of("FINDINGS.md");
    private static final Path KEPT = Path.of("reports", "findings");
    private static final Path FIGURES = KEPT.resolve("results.json");

    @TempDir
    private Path folder;

    @Test
    void committedFindingsAreThoseOfTheCommittedFigures() throws IOException {
        FindingsReport.write(FIGURES, folder.resolve(PAGE), folder.resolve(KEPT));

        assertThat(PAGE).as("regenerate it").hasSameBinaryContentAs(folder.resolve(PAGE));
        assertThat(charts(KEPT)).isEqualTo(charts(folder.resolve(KEPT)));
        for (Path chart : charts(KEPT)) {
            assertThat(KEPT.resolve(chart))
                    .as("regenerate it")
                    .hasSameBinaryContentAs(folder.resolve(KEPT).resolve(chart));
        }
    }

    private static List<Path> charts(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(Path::getFileName)
                    .filter(file -> file.toString().endsWith(".svg"))
                    .sorted()
                    .toList();
        }
    }
}

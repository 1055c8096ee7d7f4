package dev.flattensync.stress.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingCsvTest {
    private static final GrowingCsv CSV = new GrowingCsv(List.of("writer", "text"));
    private static final int PROCESSES = 3;
    private static final int TIMES = 300;
    /** More than a buffer of the system, so that a write without a lock would be torn. */
    private static final int ROWS = 60;

    @TempDir
    private Path folder;

    @Test
    void processesThatWriteAtOnceDoNotMixTheirRows() throws Exception {
        Path file = folder.resolve("all.csv");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            file.toString(),
                            "writer" + i)
                    .inheritIO()
                    .start());
        }
        for (Process process : processes) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(1 + PROCESSES * TIMES * ROWS).first().isEqualTo("writer,text");
        for (int i = 1; i < lines.size(); i += ROWS) {
            assertThat(lines.subList(i, i + ROWS)).containsOnly(lines.get(i));
        }
    }

    @Test
    void cellsAreQuotedWhereTheyMustBe() throws IOException {
        Path file = folder.resolve("quoted.csv");

        CSV.add(file, List.of(List.of("a,b", "say \"c\""), List.of("", "d")));

        assertThat(file).hasContent("writer,text\n\"a,b\",\"say \"\"c\"\"\"\n,d\n");
    }

    /** A process that adds rows again and again. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            List<String> row = List.of(arguments[1], "x".repeat(200));
            for (int i = 0; i < TIMES; i++) {
                CSV.add(Path.of(arguments[0]), Collections.nCopies(ROWS, row));
            }
        }
    }
}

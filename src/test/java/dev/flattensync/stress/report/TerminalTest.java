package dev.flattensync.stress.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {

    @Test
    void fileIsNoTerminal() {
        assertThat(Terminal.of(false, Map.of("TERM", "xterm"))).isEqualTo(Terminal.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dumb", ""})
    void terminalThatCanDoNothingIsTreatedAsAFile(String term) {
        assertThat(Terminal.of(true, Map.of("TERM", term))).isEqualTo(Terminal.NONE);
    }

    @Test
    void terminalThatDoesNotSayWhatItIsIsTreatedAsAFile() {
        assertThat(Terminal.of(true, Map.of())).isEqualTo(Terminal.NONE);
    }

    @Test
    void terminalHasColoursAndAWidth() {
        Terminal terminal = Terminal.of(true, Map.of("TERM", "xterm"));

        assertThat(terminal.interactive()).isTrue();
        assertThat(terminal.colours()).isTrue();
        assertThat(terminal.width()).isGreaterThan(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "false"})
    void noColorForbidsColoursWhateverItsValueIs(String value) {
        Terminal terminal = Terminal.of(true, Map.of("TERM", "xterm", "NO_COLOR", value));

        assertThat(terminal.colours()).isFalse();
        assertThat(terminal.interactive()).isTrue();
    }

    @Test
    void emptyNoColorForbidsNothing() {
        assertThat(Terminal.of(true, Map.of("TERM", "xterm", "NO_COLOR", "")).colours())
                .isTrue();
    }

    @Test
    void processWhoseOutputIsReadByAnotherHasNoTerminal() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // What JDK 22 to 24 do unless told otherwise: a console that is there without a terminal.
                        "-Djdk.console=jdk.internal.le",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ShowTerminal.class.getName())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();

        assertThat(new String(process.getInputStream().readAllBytes()).strip()).endsWith("interactive: false");
        assertThat(process.waitFor()).isZero();
    }

    /** Says whether it has a terminal. */
    static final class ShowTerminal {
        private ShowTerminal() {}

        public static void main(String[] arguments) {
            System.out.println("interactive: " + Terminal.system().interactive());
        }
    }
}

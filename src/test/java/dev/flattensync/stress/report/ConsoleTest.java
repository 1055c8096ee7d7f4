package dev.flattensync.stress.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private static final String END = System.lineSeparator();

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void statusIsDrawnInPlace() {
        Console console = terminal(80);

        console.status("a longer status");
        console.status("short");

        assertThat(printed()).isEqualTo("a longer status\rshort          \r");
    }

    @Test
    void statusThatDoesNotChangeIsNotDrawnAgain() {
        Console console = terminal(80);

        console.status("same");
        console.status("same");

        assertThat(printed()).isEqualTo("same\r");
    }

    @Test
    void statusGivesWayToALineAndComesBack() {
        Console console = terminal(80);

        console.status("status");
        console.line("a line");

        assertThat(printed()).isEqualTo("status\r      \ra line" + END + "status\r");
    }

    @Test
    void statusIsCutToTheTerminalsWidth() {
        Console console = terminal(6);

        console.status("0123456789");

        assertThat(printed()).isEqualTo("01234\r");
    }

    @Test
    void statusIsNotSplitWithinASign() {
        Console console = terminal(3);

        console.status("\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00");

        assertThat(printed()).isEqualTo("\uD83D\uDE00\uD83D\uDE00\r");
    }

    @Test
    void emptyStatusClearsTheLine() {
        Console console = terminal(80);

        console.status("status");
        console.status("");

        assertThat(printed()).isEqualTo("status\r      \r");
    }

    @Test
    void statusIsNowhereWithoutATerminal() {
        Console console = new Console(out(), Terminal.NONE);

        console.status("status");
        console.line("a line");

        assertThat(printed()).isEqualTo("a line" + END);
    }

    @Test
    void whatCanNotBePrintedIsEscapedInLinesAndStatus() {
        Console console = terminal(80);

        console.line("%s", "\u001b[2J\r\n");
        console.status("\u001b[2J");

        assertThat(printed()).isEqualTo("\\u{1b}[2J\\u{d}\\u{a}" + END + "\\u{1b}[2J\r");
    }

    @Test
    void statusGivesWayToWhatOthersPrint() {
        Console console = terminal(80);
        PrintStream others = console.ofOthers(out(), UTF_8);

        console.status("status");
        others.print("a line\n");
        console.status("status");

        assertThat(printed()).isEqualTo("status\r      \ra line\nstatus\r");
    }

    @Test
    void lineThatSomebodyHasNotEndedIsNotWrittenOver() {
        Console console = terminal(80);
        PrintStream others = console.ofOthers(out(), UTF_8);

        others.print("a li");
        console.status("status");
        others.print("ne\n");
        console.status("status");

        assertThat(printed()).isEqualTo("a line\nstatus\r");
    }

    private Console terminal(int width) {
        return new Console(out(), new Terminal(true, true, width));
    }

    private PrintStream out() {
        return new PrintStream(printed, true, UTF_8);
    }

    private String printed() {
        return printed.toString(UTF_8);
    }
}

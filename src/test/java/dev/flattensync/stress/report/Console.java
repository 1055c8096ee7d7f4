package dev.flattensync.stress.report;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What a run says while it runs: lines that stay and, if somebody watches, a last line that is written over as things
 * change. May be used by several threads.
 */
public final class Console {
    private final PrintStream out;
    private final Terminal terminal;
    private String status = "";
    private long lines;
    private boolean othersLine;

    /** @param out what is printed to, which is that terminal */
    public Console(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** The process's own console. On a terminal the last line gives way to what others print. */
    public static Console system() {
        Console console = new Console(System.out, Terminal.system());
        if (console.terminal.interactive()) {
            Charset charset = System.console().charset();
            System.setOut(console.ofOthers(System.out, charset));
            System.setErr(console.ofOthers(System.err, charset));
        }
        return console;
    }

    /** A stream for those who know nothing of the last line. */
    PrintStream ofOthers(PrintStream stream, Charset charset) {
        OutputStream yielding = new OutputStream() {
            @Override
            public void write(int sign) {
                write(new byte[] {(byte) sign}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (length > 0) {
                    synchronized (Console.this) {
                        draw("");
                        stream.write(bytes, offset, length);
                        stream.flush();
                        othersLine = bytes[offset + length - 1] != '\n';
                    }
                }
            }
        };
        return new PrintStream(yielding, true, charset);
    }

    /**
     * Has a text printed to standard output when the JVM ends, after all that Gatling prints.
     *
     * @param text is asked for then
     */
    public static void lastWords(Supplier<String> text) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            System.out.print(text.get());
            System.out.flush();
        }));
    }

    /** What it prints to. */
    public Terminal terminal() {
        return terminal;
    }

    /** Prints a line that stays. What can't be printed in it is escaped. */
    public synchronized void line(String format, Object... arguments) {
        String shown = status;
        draw("");
        out.println(Lines.printable(String.format(Locale.ROOT, format, arguments)));
        lines++;
        draw(shown);
    }

    /** How many lines were printed that stay. */
    public synchronized long lines() {
        return lines;
    }

    /** Shows a text in the last line, in place of the one before; without a terminal, nowhere. Empty clears it. */
    public synchronized void status(String text) {
        // The start of somebody's line is not to be written over.
        if (terminal.interactive() && !othersLine) {
            draw(cut(Lines.printable(text)));
        }
    }

    /** Leaves the cursor at the start, so that what others print takes the line's place. */
    private void draw(String text) {
        if (!text.equals(status)) {
            out.print(text + " ".repeat(Math.max(0, status.length() - text.length())) + "\r");
            out.flush();
            status = text;
        }
    }

    /** A sign less than fits: in the last column some terminals go on to the next line. */
    private String cut(String text) {
        int most = Math.max(0, terminal.width() - 1);
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }
}

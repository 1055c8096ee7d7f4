package dev.flattensync.stress.report;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;

/** What a run says while it runs: a line per phase, and a bar for a long load if somebody watches on a terminal. */
public final class Console {
    private static final int BAR_INTERVAL_MILLIS = 100;

    private final PrintStream out;
    private final boolean terminal;

    /**
     * @param out where to print
     * @param terminal whether a line that was printed can be changed
     */
    public Console(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** The process's own console. */
    public static Console system() {
        return new Console(System.out, System.console() != null && System.getenv("TERM") != null);
    }

    /** Has a text printed to standard output when the JVM ends, after all that Gatling prints. */
    public static void lastWords(String text) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            System.out.print(text);
            System.out.flush();
        }));
    }

    /** Prints a line. */
    public void line(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }

    /** A task that can tell how far it is. */
    @FunctionalInterface
    public interface Task<E extends Exception> {
        /** Does the task and tells the amount that is done now and then. */
        void run(LongConsumer done) throws E;
    }

    /**
     * Runs a task and shows how far it is.
     *
     * @param total the amount that is done at the end
     */
    public <E extends Exception> void progress(String name, long total, Task<E> task) throws E {
        if (!terminal) {
            task.run(new LineProgress(name, total));
            return;
        }
        try (ProgressBar bar = ProgressBar.builder()
                .setTaskName(name)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(" rows", 1)
                .setUpdateIntervalMillis(BAR_INTERVAL_MILLIS)
                .build()) {
            task.run(bar::stepTo);
        }
    }

    /** A line for each quarter that is done, for logs. */
    private final class LineProgress implements LongConsumer {
        private static final int QUARTERS = 4;

        private final String name;
        private final long total;
        private long quarters;

        LineProgress(String name, long total) {
            this.name = name;
            this.total = total;
        }

        @Override
        public void accept(long done) {
            long reached = QUARTERS * done / total;
            if (reached > quarters) {
                quarters = reached;
                line("%s: %,d of %,d rows", name, done, total);
            }
        }
    }
}

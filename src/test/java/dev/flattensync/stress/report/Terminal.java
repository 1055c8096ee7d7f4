package dev.flattensync.stress.report;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * What is at the other end of standard output.
 *
 * @param interactive whether somebody watches, so that a line that was printed can be written over
 * @param colours whether it shows colours, and they are wanted
 * @param width how many signs fit in a line
 */
public record Terminal(boolean interactive, boolean colours, int width) {
    /** A file or another process. */
    public static final Terminal NONE = new Terminal(false, false, Integer.MAX_VALUE);

    /** The process's own. */
    public static Terminal system() {
        return of(isTerminal(Optional.ofNullable(System.console())), System.getenv());
    }

    /**
     * A terminal that is dumb, or does not say what it is, is treated as a file.
     *
     * @param isTerminal whether it is a terminal at all
     * @param environment {@code TERM}, and <a href="https://no-color.org">{@code NO_COLOR}</a>, which forbids colours
     *     if it is set and not empty
     */
    static Terminal of(boolean isTerminal, Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        if (!isTerminal || term.isEmpty() || term.equals("dumb")) {
            return NONE;
        }
        boolean noColour = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(
                true, !noColour, new UsageMessageSpec().autoWidth(true).width());
    }

    /**
     * Whether a console is a terminal. Up to JDK 21 there is no console without one; from 22 on there may be, and it is
     * asked.
     */
    private static boolean isTerminal(Optional<Console> console) {
        return console.filter(it -> {
                    try {
                        return (boolean) Console.class.getMethod("isTerminal").invoke(it);
                    } catch (NoSuchMethodException beforeJdk22) {
                        return true;
                    } catch (IllegalAccessException | InvocationTargetException e) {
                        return false;
                    }
                })
                .isPresent();
    }
}

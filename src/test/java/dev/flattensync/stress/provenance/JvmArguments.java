package dev.flattensync.stress.provenance;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The arguments of a JVM as they may be shown. */
final class JvmArguments {
    /** The options of an agent are its own business, and so is what is secret among them. */
    private static final Pattern AGENT = Pattern.compile("(-(?:javaagent|agentlib|agentpath):).*", Pattern.DOTALL);
    /** {@code -Dname=value} and {@code -XX:name=value}, but {@code -Xname:value}. */
    private static final Pattern NAMED = Pattern.compile("(-X(?!X)[^:=]*:|[^=]*=)(.*)", Pattern.DOTALL);

    private JvmArguments() {}

    /** The arguments in their order, without the values that look like secrets, URLs or absolute paths. */
    static List<String> shown(List<String> arguments) {
        return arguments.stream().map(JvmArguments::shown).toList();
    }

    private static String shown(String argument) {
        Matcher agent = AGENT.matcher(argument);
        if (agent.matches()) {
            return agent.group(1) + Secrets.NOT_SHOWN;
        }
        Matcher named = NAMED.matcher(argument);
        if (named.matches()) {
            String name = named.group(1);
            return name + Secrets.shown(name.substring(0, name.length() - 1), named.group(2));
        }
        return Secrets.hides(argument) ? Secrets.NOT_SHOWN : argument;
    }
}

package dev.flattensync.stress.command;

import dev.flattensync.stress.page.RunIndex;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists all runs on a page. */
@Command(
        name = "index",
        description = "Rewrites reports/index.html, the list of all runs, newest first.",
        mixinStandardHelpOptions = true)
final class IndexCommand implements Callable<Integer> {
    private final Path reports;

    @Spec
    private CommandSpec spec;

    IndexCommand(Path reports) {
        this.reports = reports;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("All runs are listed in %s%n", RunIndex.write(reports));
        out.flush();
        return 0;
    }
}

package dev.flattensync.stress.page;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.result.RunHead;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is in the folder of the runs.
 *
 * @param runs the newest first
 * @param comparisons the pages that compare runs, the newest first
 */
record RunListing(List<RunView> runs, List<Comparison> comparisons) {
    private static final String FIGURES = "results.json";
    private static final String PAGE = "comparison.html";
    private static final String GATLING = "index.html";

    /**
     * A page that compares runs.
     *
     * @param name of its folder
     * @param made when
     */
    record Comparison(String name, String made, String target) {}

    /** Something with the moment that it is sorted by. */
    private record Dated<T>(Instant moment, T what) {
        static <T> List<T> newestFirst(List<Dated<T>> all) {
            return all.stream()
                    .sorted(Comparator.comparing((Dated<T> one) -> one.moment()).reversed())
                    .map(Dated::what)
                    .toList();
        }
    }

    /** Lists a folder. What can't be read is listed with the reason. */
    static RunListing of(Path reports) throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.list(reports)) {
            folders = all.filter(Files::isDirectory).sorted().toList();
        }
        List<Dated<RunView>> runs = new ArrayList<>();
        List<Dated<Comparison>> comparisons = new ArrayList<>();
        for (Path folder : folders) {
            String name = folder.getFileName().toString();
            if (Files.exists(folder.resolve(FIGURES))) {
                runs.add(run(folder, name));
            } else if (Files.exists(folder.resolve(PAGE))) {
                Instant made = modified(folder.resolve(PAGE));
                comparisons.add(new Dated<>(made, new Comparison(name, RunView.moment(made), target(name, PAGE))));
            }
        }
        return new RunListing(Dated.newestFirst(runs), Dated.newestFirst(comparisons));
    }

    private static Dated<RunView> run(Path folder, String name) {
        List<Links.Link> links = links(folder, name);
        Path figures = folder.resolve(FIGURES);
        try {
            RunHead head = RunHead.read(figures);
            Instant moment = head.started().isPresent() ? head.started().get() : modified(figures);
            return new Dated<>(moment, RunView.of(name, head, links));
        } catch (InvalidInputException e) {
            return new Dated<>(modified(figures), RunView.unreadable(name, e.getMessage(), links));
        } catch (IOException e) {
            return new Dated<>(modified(figures), RunView.unreadable(name, "it can't be read", links));
        }
    }

    private static List<Links.Link> links(Path folder, String name) {
        Map<String, String> files = new LinkedHashMap<>();
        if (Files.exists(folder.resolve(PAGE))) {
            files.put("comparison", PAGE);
        }
        if (Files.exists(folder.resolve(GATLING))) {
            files.put("Gatling's report", GATLING);
        }
        files.put("figures", FIGURES);
        List<Links.Link> links = new ArrayList<>();
        files.forEach((text, file) -> links.add(new Links.Link(text, target(name, file))));
        return links;
    }

    /** A name may hold what means something in a link. */
    private static String target(String folder, String file) {
        try {
            return new URI(null, null, "./" + folder + "/" + file, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a path that starts with a dot is always one", e);
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }
}

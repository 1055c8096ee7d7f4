package dev.flattensync.stress.page;

import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.result.GateVerdict.Outcome;
import dev.flattensync.stress.result.RunHead;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A run as the list of runs shows it.
 *
 * @param name of its folder
 * @param simulation its simulation; empty if it is not known, as all that follows
 * @param started when it began
 * @param took how long it took
 * @param commit the start of the commit's hash
 * @param arms what it compared
 * @param outcome whether it has a result, in words
 * @param style the outcome's class
 * @param reason more about the outcome; may be empty
 * @param gates how many were met
 * @param links to its files
 */
record RunView(
        String name,
        String simulation,
        String started,
        String took,
        String commit,
        String arms,
        String outcome,
        String style,
        String reason,
        String gates,
        List<Links.Link> links) {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SHORT_HASH = 10;

    static RunView of(String name, RunHead head, List<Links.Link> links) {
        Standing standing = Standing.of(head);
        return new RunView(
                name,
                head.simulation(),
                head.started().map(RunView::moment).orElse(Wording.NONE),
                head.took().map(ProvenanceView::duration).orElse(Wording.NONE),
                head.commit()
                        .map(commit -> commit.substring(0, Math.min(SHORT_HASH, commit.length()))
                                + (head.dirty() ? " with changes" : ""))
                        .orElse(Wording.NONE),
                head.arms().isEmpty() ? Wording.NONE : String.join(", ", head.arms()),
                standing.word(),
                standing.style(),
                standing.reason(),
                gates(head),
                links);
    }

    /** One of which nothing is known. */
    static RunView unreadable(String name, String reason, List<Links.Link> links) {
        return new RunView(
                name,
                "",
                Wording.NONE,
                Wording.NONE,
                Wording.NONE,
                Wording.NONE,
                "unreadable",
                "inconclusive",
                reason,
                Wording.NONE,
                links);
    }

    static String moment(Instant moment) {
        return MOMENT.format(moment);
    }

    /** Whether a run has a result. */
    private record Standing(String word, String style, String reason) {
        static Standing of(RunHead head) {
            if (head.unreadable().isPresent()) {
                return new Standing("old", "inconclusive", head.unreadable().get());
            }
            if (!head.valid()) {
                return new Standing("no result", "fail", "tables differ from the documents or were not compared");
            }
            if (!head.failedChecks().isEmpty()) {
                return new Standing("checks failed", "fail", String.join("; ", head.failedChecks()));
            }
            return head.rigOnly()
                    ? new Standing("rig alone", "inconclusive", "the sync keeps no tables")
                    : new Standing("valid", "pass", "");
        }
    }

    private static String gates(RunHead head) {
        if (head.gates().isEmpty() || head.unreadable().isPresent()) {
            return Wording.NONE;
        }
        if (!head.valid()) {
            return "not judged";
        }
        List<String> counts = new ArrayList<>();
        count(counts, head, Outcome.PASS, "passed");
        count(counts, head, Outcome.FAIL, "failed");
        count(counts, head, Outcome.INCONCLUSIVE, "inconclusive");
        return String.join(", ", counts);
    }

    private static void count(List<String> counts, RunHead head, Outcome outcome, String word) {
        int count = Collections.frequency(head.gates(), outcome.word());
        if (count > 0) {
            counts.add(count + " " + word);
        }
    }
}

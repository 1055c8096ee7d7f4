package dev.flattensync.stress.findings;

import com.typesafe.config.Config;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.report.Wording;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How often each question is asked of a schema, by weight.
 *
 * @param name what it is called
 * @param meaning what it consists of, in words
 * @param weights by question; those that are not there are not asked
 */
public record Mix(String name, String meaning, Map<Question, Double> weights) {
    /** The kinds of change of the main job's mix, and the question that comes nearest to each. */
    private static final Map<String, Question> KINDS = kinds();

    /** Those that recommendations are given for; the run's own mix first, if its configuration has one. */
    static List<Mix> all(Config config) {
        List<Mix> mixes = new ArrayList<>();
        configured(config).ifPresent(mixes::add);
        mixes.add(of(
                "read-heavy",
                Map.of(
                        Question.LOOK_UP_COMMENT, 90.0,
                        Question.READ_USER, 5.0,
                        Question.EDIT_COMMENT, 4.0,
                        Question.PUSH_COMMENT, 1.0)));
        mixes.add(of(
                "append-only",
                Map.of(Question.PUSH_COMMENT, 90.0, Question.PUSH_POST, 9.0, Question.INSERT_USER, 1.0)));
        mixes.add(of("edits only", Map.of(Question.EDIT_COMMENT, 100.0)));
        mixes.add(of(
                "restructuring",
                Map.of(
                        Question.PULL_POST, 30.0,
                        Question.INSERT_POST, 30.0,
                        Question.REORDER_POSTS, 20.0,
                        Question.PULL_COMMENT, 20.0)));
        return List.copyOf(mixes);
    }

    private static Mix of(String name, Map<Question, Double> weights) {
        Map<Question, Double> ordered = new EnumMap<>(weights);
        return new Mix(name, words(ordered), ordered);
    }

    private static Optional<Mix> configured(Config config) {
        if (!config.hasPath("mix")) {
            return Optional.empty();
        }
        Config mix = config.getConfig("mix");
        Map<Question, Double> weights = new EnumMap<>(Question.class);
        List<String> leftOut = new ArrayList<>();
        mix.root().keySet().stream().sorted().forEach(kind -> {
            double weight = mix.getDouble(kind);
            if (weight > 0 && KINDS.containsKey(kind)) {
                weights.merge(KINDS.get(kind), weight, Double::sum);
            } else if (weight > 0) {
                leftOut.add("%s %s".formatted(kind, Wording.number(weight)));
            }
        });
        if (weights.isEmpty()) {
            return Optional.empty();
        }
        String without = leftOut.isEmpty() ? "" : "; not measured and left out: " + Wording.joined(leftOut);
        return Optional.of(new Mix("the configured mix (stress.mix)", words(weights) + without, weights));
    }

    private static String words(Map<Question, Double> weights) {
        double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        return Wording.joined(weights.entrySet().stream()
                .map(weight -> "%s%% %s"
                        .formatted(
                                Wording.number(100 * weight.getValue() / sum),
                                weight.getKey().label()))
                .toList());
    }

    private static Map<String, Question> kinds() {
        Map<String, Question> kinds = new LinkedHashMap<>();
        List.of("edit-comment", "edit-post", "edit-user").forEach(kind -> kinds.put(kind, Question.EDIT_COMMENT));
        kinds.put("push-comment", Question.PUSH_COMMENT);
        kinds.put("pull-comment", Question.PULL_COMMENT);
        kinds.put("push-post", Question.PUSH_POST);
        kinds.put("pull-post", Question.PULL_POST);
        kinds.put("insert-post", Question.INSERT_POST);
        kinds.put("insert-user", Question.INSERT_USER);
        kinds.put("delete-user", Question.DELETE_USER);
        return kinds;
    }
}

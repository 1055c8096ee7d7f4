package dev.flattensync.stress.environment;

import com.typesafe.config.ConfigUtil;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.workload.ChangeKind;
import dev.flattensync.stress.workload.EventMix;
import dev.flattensync.stress.workload.Verb;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the event mix, and fits the default weights to whatever mapping is in use. */
final class MixReader {

    /** Where an element stands in its tree; elements of one role take over each other's default weights. */
    private enum Role {
        DOCUMENT,
        BRANCH,
        LEAF;

        static Role of(ElementMapping element) {
            if (element.parent().isEmpty()) {
                return DOCUMENT;
            }
            return element.arrays().isEmpty() ? LEAF : BRANCH;
        }
    }

    /** What a default weight is given to. */
    private record Slot(Verb verb, Role role) {
        static Slot of(ChangeKind kind) {
            return new Slot(kind.verb(), Role.of(kind.element()));
        }
    }

    private MixReader() {}

    /**
     * The weights of all kinds of change that the mapping allows.
     *
     * @param mapping the mapping in use
     * @param defaultMapping the mapping that the default weights are made for
     * @param defaults the default weights
     * @param overrides the user's weights; null if there are none
     * @throws InvalidInputException if a kind is unknown, a weight is negative, or all are zero
     */
    static EventMix read(DocumentMapping mapping, DocumentMapping defaultMapping, Keys defaults, Keys overrides) {
        List<ChangeKind> kinds = ChangeKind.all(mapping);
        if (overrides != null) {
            refuseUnknown(kinds, overrides);
        }
        Map<Slot, Double> slots = new LinkedHashMap<>();
        ChangeKind.all(defaultMapping)
                .forEach(kind -> slots.merge(Slot.of(kind), weight(kind, defaults, 0), Double::sum));
        Map<ChangeKind, Double> weights = new LinkedHashMap<>();
        for (ChangeKind kind : kinds) {
            long sharing = kinds.stream()
                    .filter(other -> Slot.of(other).equals(Slot.of(kind)))
                    .count();
            double byRole = slots.getOrDefault(Slot.of(kind), 0.0) / sharing;
            weights.put(kind, overrides == null ? byRole : weight(kind, overrides, byRole));
        }
        if (weights.values().stream().allMatch(weight -> weight == 0)) {
            throw new InvalidInputException(
                    "stress.mix: all weights are 0: allowed is a mix in which at least one is over 0");
        }
        return new EventMix(weights);
    }

    private static double weight(ChangeKind kind, Keys weights, double otherwise) {
        String key = ConfigUtil.joinPath(kind.key());
        return weights.config().hasPath(key) ? weights.notNegative(key) : otherwise;
    }

    private static void refuseUnknown(List<ChangeKind> kinds, Keys overrides) {
        List<String> allowed = kinds.stream().map(ChangeKind::key).toList();
        overrides.config().root().keySet().stream()
                .filter(key -> !allowed.contains(key))
                .sorted()
                .findFirst()
                .ifPresent(key -> {
                    throw new InvalidInputException("stress.mix.%s: unknown kind of change; allowed are %s"
                            .formatted(key, String.join(", ", allowed)));
                });
    }
}

package dev.flattensync.stress.workload;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * How often each kind of change happens, by weight.
 *
 * @param weights at least one is over zero, none is under; their sum can be anything
 */
public record EventMix(Map<ChangeKind, Double> weights) {

    /** Copies the weights in their order. */
    public EventMix {
        weights = new LinkedHashMap<>(weights);
    }

    /** The kinds that happen at all. */
    public List<ChangeKind> kinds() {
        return weights.keySet().stream().filter(kind -> weights.get(kind) > 0).toList();
    }

    /** Draws a kind. */
    public ChangeKind draw(RandomGenerator random) {
        double point = random.nextDouble()
                * weights.values().stream().mapToDouble(Double::doubleValue).sum();
        List<ChangeKind> kinds = kinds();
        for (ChangeKind kind : kinds) {
            point -= weights.get(kind);
            if (point < 0) {
                return kind;
            }
        }
        return kinds.get(kinds.size() - 1);
    }
}

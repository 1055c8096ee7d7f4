package dev.flattensync.stress.benchmark;

import dev.flattensync.schema.FlatSchema;
import dev.flattensync.stress.workload.ChangeKind;
import dev.flattensync.stress.workload.EventMix;
import dev.flattensync.stress.workload.Verb;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which changes are drained. */
enum DrainedMix {
    /** Edits of one field, and pushes of elements that embed nothing: one row each. */
    SINGLE_ROW(10_000, List.of(DrainArm.LIMIT, DrainArm.SYNC, DrainArm.ONE_PARTITION, DrainArm.ONE_BY_ONE)) {
        @Override
        EventMix of(EventMix configured) {
            Map<ChangeKind, Double> weights = new LinkedHashMap<>(configured.weights());
            weights.replaceAll((kind, weight) -> isSingleRow(kind) ? weight : 0.0);
            return new EventMix(weights);
        }

        @Override
        Optional<Aim> aim(DrainArm base, FlatSchema schema) {
            return switch (base) {
                case LIMIT -> Optional.of(Aim.atLeast(0.8));
                case ONE_BY_ONE -> Optional.of(Aim.atLeast(6));
                default -> Optional.empty();
            };
        }
    },
    /** All kinds, by their weights in the configuration. */
    DEFAULT(2_000, List.of(DrainArm.LIMIT, DrainArm.SYNC, DrainArm.ONE_PARTITION, DrainArm.REWRITE)) {
        @Override
        EventMix of(EventMix configured) {
            return configured;
        }

        @Override
        Optional<Aim> aim(DrainArm base, FlatSchema schema) {
            // A shift that touches every row below costs so much that less is left to lose, and to gain.
            boolean shiftsAll = schema.name().equals("schema2");
            return switch (base) {
                case LIMIT -> Optional.of(Aim.atLeast(shiftsAll ? 0.75 : 0.6));
                case REWRITE -> Optional.of(Aim.atLeast(shiftsAll ? 30 : 50));
                default -> Optional.empty();
            };
        }
    };

    private final int events;
    private final List<DrainArm> arms;

    DrainedMix(int events, List<DrainArm> arms) {
        this.events = events;
        this.arms = arms;
    }

    private static boolean isSingleRow(ChangeKind kind) {
        return kind.verb() == Verb.EDIT
                || kind.verb() == Verb.PUSH && kind.element().arrays().isEmpty();
    }

    /** The mix that reports write so; empty if there is none. */
    static Optional<DrainedMix> labelled(String label) {
        return Arrays.stream(values()).filter(mix -> mix.label().equals(label)).findFirst();
    }

    /** What reports call all mixes. */
    static List<String> labels() {
        return Arrays.stream(values()).map(DrainedMix::label).toList();
    }

    /** The mix, of that of the configuration. */
    abstract EventMix of(EventMix configured);

    /** How many times an arm's rate the sync's should be; empty if nothing is aimed at. */
    abstract Optional<Aim> aim(DrainArm base, FlatSchema schema);

    /** How many changes an arm drains in each half of a round by default, unless its time is over before. */
    int events() {
        return events;
    }

    /** What is compared. */
    List<DrainArm> arms() {
        return arms;
    }

    /** As reports write it. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

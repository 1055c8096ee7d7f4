package dev.flattensync.stress.environment;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.experiment.ExperimentPlan;
import dev.flattensync.stress.experiment.Indexes;
import dev.flattensync.stress.experiment.Integrity;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.experiment.Upkeep;
import dev.flattensync.stress.experiment.Variant;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads what the seed's experiment compares, and how. */
final class ExperimentPlanReader {
    private static final List<String> VARIANT_KEYS = List.of("storage", "upkeep", "indexes", "integrity");

    private ExperimentPlanReader() {}

    static ExperimentPlan read(Keys keys) {
        return new ExperimentPlan(
                variants(keys),
                users(keys),
                keys.count("rounds"),
                keys.count("rounds-below"),
                keys.countOrZero("warm-up-rounds"),
                keys.count("repetitions"),
                keys.durationOrZero("question-time"),
                keys.duration("time-limit"),
                findings(keys));
    }

    private static List<Variant> variants(Keys keys) {
        List<Variant> variants = keys.list("variants").stream()
                .map(ExperimentPlanReader::variant)
                .toList();
        if (variants.isEmpty()) {
            throw keys.invalid("variants", "[]", "a list of at least one { storage = schema1 }");
        }
        variants.stream()
                .filter(variant -> Collections.frequency(variants, variant) > 1)
                .findFirst()
                .ifPresent(variant -> {
                    throw keys.invalid(
                            "variants", "[..., \"" + variant.label() + "\", ...] twice", "each variant once");
                });
        return variants;
    }

    private static Variant variant(Keys keys) {
        keys.allow(VARIANT_KEYS);
        Storage storage = choice(keys, "storage", null, Storage::of, words(Storage.values(), Storage::word));
        Upkeep upkeep = choice(keys, "upkeep", Upkeep.SYNC, Upkeep::of, words(Upkeep.values(), Upkeep::word));
        Indexes indexes = choice(keys, "indexes", Indexes.INDEXED, Indexes::of, words(Indexes.values(), Indexes::word));
        Integrity integrity = choice(
                keys, "integrity", Integrity.APPLICATION, Integrity::of, words(Integrity.values(), Integrity::word));
        try {
            return new Variant(storage, upkeep, indexes, integrity);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(keys.prefix() + ": " + e.getMessage());
        }
    }

    /** @param byDefault what holds where nothing is said; null if something must be */
    private static <T> T choice(Keys keys, String key, T byDefault, Function<String, Optional<T>> of, String words) {
        if (byDefault != null && !keys.config().hasPath(key)) {
            return byDefault;
        }
        String word = keys.text(key);
        return of.apply(word).orElseThrow(() -> keys.invalid(key, "\"" + word + "\"", "one of " + words));
    }

    private static <T> String words(T[] choices, Function<T, String> word) {
        return String.join(", ", Arrays.stream(choices).map(word).toList());
    }

    private static List<Integer> users(Keys keys) {
        List<Integer> users = keys.counts("users");
        for (int i = 1; i < users.size(); i++) {
            if (users.get(i) <= users.get(i - 1)) {
                throw keys.invalid("users", users.toString(), "whole numbers from 1, each greater than the one before");
            }
        }
        return users;
    }

    private static Optional<Path> findings(Keys keys) {
        Optional<String> text = keys.optionalText("findings");
        try {
            return text.map(Path::of);
        } catch (InvalidPathException e) {
            throw keys.invalid("findings", "\"" + text.orElseThrow() + "\"", "the path of a file");
        }
    }
}

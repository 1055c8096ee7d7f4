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
import java.util.Collections;
import java.util.List;
import java.util.Optional;

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
                keys.countOrZero("first-warm-up-rounds"),
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
        Storage storage = keys.choice("storage", Storage.values());
        Upkeep upkeep = keys.choice("upkeep", Upkeep.values(), Upkeep.SYNC);
        Indexes indexes = keys.choice("indexes", Indexes.values(), Indexes.INDEXED);
        Integrity integrity = keys.choice("integrity", Integrity.values(), Integrity.APPLICATION);
        try {
            return new Variant(storage, upkeep, indexes, integrity);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(keys.prefix() + ": " + e.getMessage());
        }
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

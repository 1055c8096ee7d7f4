package dev.flattensync.stress.environment;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigRenderOptions;
import dev.flattensync.stress.InvalidInputException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Values of a part of the configuration, checked: each error names the key, what was found and what is allowed.
 *
 * @param prefix where the part stands, for error messages: {@code stress}
 * @param config the part
 */
public record Keys(String prefix, Config config) {

    /** A text that is not blank. */
    public String text(String key) {
        return value(key, config::getString, text -> !text.isBlank(), "a text");
    }

    /** A text; empty if the key is missing or null. */
    public Optional<String> optionalText(String key) {
        return config.hasPath(key) ? Optional.of(text(key)) : Optional.empty();
    }

    /** A text, which may be empty. */
    public String anyText(String key) {
        return value(key, config::getString, text -> true, "a text");
    }

    /** A list of texts with at least one. */
    public List<String> texts(String key) {
        return value(key, config::getStringList, list -> !list.isEmpty(), "a list with at least one name");
    }

    /** A list of anything, which may be empty. */
    public List<Object> anyList(String key) {
        return value(key, name -> config.getList(name).unwrapped(), list -> true, "a list");
    }

    /** A whole number. */
    public long number(String key) {
        return value(key, config::getLong, number -> isWhole(key, number), "a whole number");
    }

    /** A whole number from 1. */
    public int count(String key) {
        return value(key, config::getInt, number -> number >= 1 && isWhole(key, number), "a whole number from 1");
    }

    /** A list of whole numbers from 1, with at least one. */
    public List<Integer> counts(String key) {
        return value(
                key,
                config::getIntList,
                list -> !list.isEmpty() && list.stream().allMatch(number -> number >= 1),
                "a list of whole numbers from 1");
    }

    /** A whole number from 0. */
    public int countOrZero(String key) {
        return value(key, config::getInt, number -> number >= 0 && isWhole(key, number), "a whole number from 0");
    }

    /** A finite number over zero. */
    public double positive(String key) {
        return value(key, config::getDouble, number -> number > 0 && Double.isFinite(number), "a number over 0");
    }

    /** A finite number, zero or over. */
    public double notNegative(String key) {
        return value(key, config::getDouble, number -> number >= 0 && Double.isFinite(number), "a number, 0 or over");
    }

    /** A share of a whole, 0 to 1. */
    public double share(String key) {
        return value(key, config::getDouble, number -> number >= 0 && number <= 1, "a share from 0 to 1");
    }

    /** One of some values, written in small letters and with hyphens. */
    public <E extends Enum<E>> E choice(String key, E[] values) {
        String found = text(key);
        return Stream.of(values)
                .filter(value -> word(value).equals(found))
                .findFirst()
                .orElseThrow(() -> invalid(
                        key,
                        '"' + found + '"',
                        "one of " + Stream.of(values).map(Keys::word).collect(Collectors.joining(", "))));
    }

    /** The same; if the key is missing, what holds by default. */
    public <E extends Enum<E>> E choice(String key, E[] values, E byDefault) {
        return config.hasPath(key) ? choice(key, values) : byDefault;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** True or false. */
    public boolean flag(String key) {
        return value(key, config::getBoolean, flag -> true, "true or false");
    }

    /** A number of bytes over zero. */
    public long bytes(String key) {
        return value(key, config::getBytes, number -> number > 0, "a size over 0, as in \"16 MiB\"");
    }

    /** A duration over zero. */
    public Duration duration(String key) {
        return value(
                key,
                config::getDuration,
                duration -> duration.compareTo(Duration.ZERO) > 0,
                "a duration over 0, as in \"30 s\"");
    }

    /** A duration, zero or over; zero if the key is missing. */
    public Duration durationOrZero(String key) {
        return config.hasPath(key)
                ? value(key, config::getDuration, duration -> !duration.isNegative(), "a duration, as in \"5 s\"")
                : Duration.ZERO;
    }

    /** Parts of the configuration in a list. */
    public List<Keys> list(String key) {
        List<? extends Config> parts = value(key, config::getConfigList, list -> true, "a list of { ... }");
        return IntStream.range(0, parts.size())
                .mapToObj(i -> new Keys("%s.%s[%d]".formatted(prefix, key, i), parts.get(i)))
                .toList();
    }

    /** A part of the configuration below a key. */
    public Keys at(String key) {
        return new Keys(prefix + "." + key, value(key, config::getConfig, part -> true, "{ ... }"));
    }

    /** Refuses a key that is none of these. */
    public void allow(List<String> allowed) {
        config.root().keySet().stream()
                .filter(key -> !allowed.contains(key))
                .sorted()
                .findFirst()
                .ifPresent(key -> {
                    throw new InvalidInputException(
                            "%s.%s: unknown key; allowed are %s".formatted(prefix, key, String.join(", ", allowed)));
                });
    }

    /** The error for a key whose value can't be used. */
    public InvalidInputException invalid(String key, String found, String allowed) {
        return new InvalidInputException("%s.%s = %s: allowed is %s".formatted(prefix, key, found, allowed));
    }

    /** The library would cut the fraction off. */
    private boolean isWhole(String key, long number) {
        return number == config.getDouble(key);
    }

    private <T> T value(String key, Function<String, T> reader, Predicate<T> isAllowed, String allowed) {
        T value;
        try {
            value = reader.apply(key);
        } catch (ConfigException.Missing e) {
            throw new InvalidInputException("%s.%s is missing: allowed is %s".formatted(prefix, key, allowed));
        } catch (ConfigException | ArithmeticException e) {
            throw invalid(key, found(key), allowed);
        }
        if (!isAllowed.test(value)) {
            throw invalid(key, found(key), allowed);
        }
        return value;
    }

    private String found(String key) {
        return key.endsWith("password") || key.endsWith("url") || key.endsWith("uri")
                ? "(not shown)"
                : config.getValue(key).render(ConfigRenderOptions.concise());
    }
}

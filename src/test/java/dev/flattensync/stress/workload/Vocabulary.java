package dev.flattensync.stress.workload;

import dev.flattensync.mapping.FieldMapping;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.datafaker.Faker;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/**
 * Values for mapped fields: names, titles and sentences of a seeded faker, and among them what real text holds and
 * tests forget: quotes, backslashes, line ends, emoji, NUL, the empty string.
 */
final class Vocabulary {
    private static final int SIZE = 1_000;
    private static final List<String> HOSTILE = List.of(
            "",
            "O'Reilly \"quoted\" $1 {id} \\N",
            "back\\slash \\. and\ttab",
            "two\nlines\r\n",
            "'; drop table users; --",
            "emoji \uD83D\uDE80\uD83D\uDC69\u200D\uD83D\uDD2C",
            "\u202Eright to left",
            "<script>alert('x')</script>",
            "NUL \0 inside",
            "na\u00EFve caf\u00E9 \u65E5\u672C\u8A9E");
    private static final long EPOCH_MILLIS_2020 = 1_577_836_800_000L;
    private static final int SECONDS_OF_TEN_YEARS = 315_360_000;

    private final List<BsonString> names;
    private final List<BsonString> titles;
    private final List<BsonString> sentences;

    /** @param seed the same seed gives the same words */
    Vocabulary(long seed) {
        Faker faker = new Faker(Locale.ENGLISH, new Random(seed));
        this.names = words(() -> faker.name().fullName());
        this.titles = words(() -> faker.book().title());
        this.sentences = words(() -> faker.lorem().sentence(8));
    }

    /** A value that fits the field, shared with others of the same text. */
    BsonValue value(FieldMapping field, RandomGenerator random) {
        return switch (field.type()) {
            case TEXT -> words(field).get(random.nextInt(SIZE));
            case INTEGER -> new BsonInt32(random.nextInt());
            case BIGINT -> new BsonInt64(random.nextLong());
            case DOUBLE -> new BsonDouble(random.nextInt() / 1000.0);
            case NUMERIC -> new BsonDecimal128(new Decimal128(BigDecimal.valueOf(random.nextInt(), 2)));
            case BOOLEAN -> BsonBoolean.valueOf(random.nextBoolean());
            case TIMESTAMP -> new BsonDateTime(EPOCH_MILLIS_2020 + 1000L * random.nextInt(SECONDS_OF_TEN_YEARS));
            case JSONB ->
                new BsonDocument("note", words(field).get(random.nextInt(SIZE)))
                        .append("stars", new BsonInt32(random.nextInt(6)));
        };
    }

    /** Like {@link #value}, but a text is marked with a number, so that an edit does change it. */
    BsonValue newValue(FieldMapping field, RandomGenerator random, long number) {
        BsonValue value = value(field, random);
        return value.isString() ? new BsonString(value.asString().getValue() + " #" + number) : value;
    }

    private List<BsonString> words(FieldMapping field) {
        String name = field.path().get(field.path().size() - 1).toLowerCase(Locale.ROOT);
        if (name.contains("name")) {
            return names;
        }
        return name.contains("title") ? titles : sentences;
    }

    private static List<BsonString> words(Supplier<String> faker) {
        List<BsonString> words = new ArrayList<>();
        HOSTILE.forEach(text -> words.add(new BsonString(text)));
        IntStream.range(words.size(), SIZE).forEach(i -> words.add(new BsonString(faker.get())));
        return words;
    }
}

package dev.flattensync.flatten;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.flattensync.mapping.PostgresText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalIdTest {
    private static final String HEX = "65a1b2c3d4e5f60718293a4b";

    @ParameterizedTest
    @MethodSource
    void textIsAsDocumented(BsonValue id, String text) {
        assertThat(CanonicalId.of(id)).isEqualTo(text);
    }

    static Stream<Arguments> textIsAsDocumented() {
        return Stream.of(
                arguments(new BsonString("33"), "33"),
                arguments(new BsonObjectId(new ObjectId(HEX)), HEX),
                arguments(new BsonInt32(33), "{\"$number\":\"33\"}"),
                arguments(BsonBoolean.TRUE, "{\"$value\":true}"),
                arguments(
                        BsonDocument.parse("{b: 1, a: 'x'}"),
                        "{\"$value\":{\"b\": {\"$numberInt\": \"1\"}, \"a\": \"x\"}}"),
                arguments(new BsonString(HEX), "{\"$string\":\"" + HEX + "\"}"),
                arguments(new BsonString("{\"a\"}"), "{\"$string\":\"{\\\"a\\\"}\"}"),
                arguments(new BsonString("a\uD83D"), "{\"$string\":\"a\\ud83d\"}"));
    }

    @Test
    void idsThatMongoTellsApartShareNoText() {
        assertThat(distinctIds()).extracting(CanonicalId::of).doesNotHaveDuplicates();
    }

    @Test
    void everyTextCanBeStored() {
        assertThat(distinctIds())
                .extracting(CanonicalId::of)
                .allSatisfy(text -> assertThat(PostgresText.storable(text)).isEqualTo(text));
    }

    @Test
    void derivedIdIsNoIdOfAnElement() {
        String derived = CanonicalId.derived("u1", "posts", 5);

        assertThat(derived).isEqualTo("{\"$in\":\"u1\",\"at\":\"posts.5\"}");
        assertThat(CanonicalId.of(new BsonString(derived))).isNotEqualTo(derived);
        assertThat(CanonicalId.of(BsonDocument.parse("{$in: 'u1', at: 'posts.5'}")))
                .isNotEqualTo(derived);
    }

    @Test
    void documentThatLooksLikeExtendedJsonIsNotTakenForWhatThatMeans() {
        BsonValue date = new BsonDateTime(5);
        BsonValue looksLikeIt = new BsonDocument("$date", new BsonDocument("$numberLong", new BsonString("5")));
        BsonValue escapedAlready = new BsonDocument("$$date", new BsonDocument("$$numberLong", new BsonString("5")));

        assertThat(Stream.of(date, looksLikeIt, escapedAlready, new BsonArray(List.of(looksLikeIt)))
                        .map(CanonicalId::of))
                .doesNotHaveDuplicates()
                .contains("{\"$value\":{\"$$date\": {\"$$numberLong\": \"5\"}}}");
    }

    @Test
    void derivedIdsTellParentArrayAndPositionApart() {
        assertThat(List.of(
                        CanonicalId.derived("u1", "posts", 5),
                        CanonicalId.derived("u1", "posts", 6),
                        CanonicalId.derived("u1", "drafts", 5),
                        CanonicalId.derived("u2", "posts", 5),
                        CanonicalId.derived("u1\",\"at\":\"posts.5", "posts", 5)))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource
    void idsThatMongoHoldsEqualShareTheirText(List<BsonValue> equal) {
        assertThat(equal.stream().map(CanonicalId::of).distinct()).hasSize(1);
    }

    static Stream<List<BsonValue>> idsThatMongoHoldsEqualShareTheirText() {
        return Stream.of(
                List.of(
                        new BsonInt32(1),
                        new BsonInt64(1),
                        new BsonDouble(1),
                        decimal("1"),
                        decimal("1.00"),
                        decimal("10E-1")),
                List.of(
                        new BsonInt32(0),
                        new BsonInt64(0),
                        new BsonDouble(0),
                        new BsonDouble(-0.0),
                        decimal("-0"),
                        decimal("0E+10")),
                List.of(new BsonInt32(-100), new BsonDouble(-100), decimal("-1E+2")),
                List.of(new BsonInt64(1L << 53), new BsonDouble(0x1p53), decimal("9007199254740992")),
                List.of(new BsonDouble(0.5), decimal("0.50")),
                List.of(new BsonDouble(Double.NaN), decimal("NaN")),
                List.of(new BsonDouble(Double.POSITIVE_INFINITY), decimal("Infinity")),
                List.of(new BsonDouble(Double.NEGATIVE_INFINITY), decimal("-Infinity")));
    }

    private static List<BsonValue> distinctIds() {
        Stream<BsonValue> strings = Stream.of(
                        "",
                        "1",
                        "1.0",
                        HEX,
                        HEX.toUpperCase(Locale.ROOT),
                        "{",
                        "{}",
                        "{\"$number\":\"1\"}",
                        "{\"$string\":\"1\"}",
                        "{\"$value\":true}",
                        "true",
                        "null",
                        "NaN",
                        "a",
                        "a\0",
                        "a\uFFFD",
                        "a\uD83D",
                        "a\uDE00",
                        "a\uD83D\uDE00",
                        "a\uDE00\uD83D",
                        "a\\ud83d",
                        "a\\u0000",
                        "{\"$string\":\"a\\u0000\"}")
                .map(BsonString::new);
        Stream<BsonValue> numbers = Stream.of(
                new BsonInt32(1),
                new BsonInt32(-1),
                new BsonInt32(0),
                new BsonInt32(10),
                new BsonInt64(1L << 53),
                new BsonInt64((1L << 53) + 1),
                new BsonInt64(Long.MAX_VALUE),
                new BsonDouble(Long.MAX_VALUE),
                new BsonDouble(0.1),
                decimal("0.1"),
                new BsonDouble(Double.MIN_VALUE),
                decimal("1E+6144"),
                new BsonDouble(Double.NaN),
                new BsonDouble(Double.POSITIVE_INFINITY),
                new BsonDouble(Double.NEGATIVE_INFINITY));
        Stream<BsonValue> others = Stream.of(
                new BsonObjectId(new ObjectId(HEX)),
                BsonNull.VALUE,
                BsonBoolean.TRUE,
                BsonBoolean.FALSE,
                new BsonDateTime(1),
                new BsonDateTime(-1),
                new BsonTimestamp(0, 1),
                new BsonTimestamp(1, 0),
                new BsonBinary(new byte[] {1}),
                new BsonBinary((byte) 0x80, new byte[] {1}),
                new BsonArray(List.of(new BsonInt32(1))),
                new BsonDocument());
        Stream<BsonValue> documents = Stream.of(
                        "{a: 1}",
                        "{a: '1'}",
                        "{a: 1, b: 2}",
                        "{b: 2, a: 1}",
                        "{a: {b: 1}}",
                        "{a: null}",
                        "{a: '\\u0000'}",
                        "{a: '\\\\u0000'}",
                        "{a: ObjectId('" + HEX + "')}",
                        "{a: '" + HEX + "'}")
                .map(BsonDocument::parse);
        Stream<BsonValue> halves =
                Stream.of("\uD83D", "\\ud83d", "\uFFFD").map(half -> new BsonDocument("a", new BsonString(half)));
        return Stream.of(strings, numbers, others, documents, halves)
                .flatMap(ids -> ids)
                .toList();
    }

    private static BsonDecimal128 decimal(String number) {
        return new BsonDecimal128(Decimal128.parse(number));
    }
}

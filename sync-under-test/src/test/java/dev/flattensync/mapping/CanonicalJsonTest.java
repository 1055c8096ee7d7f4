package dev.flattensync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDbPointer;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonJavaScript;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    @Test
    void keysAreSortedAtEveryDepth() {
        assertThat(canonical("{b: {d: 1, c: 2}, a: [{f: 3, e: 4}], aa: 5}"))
                .isEqualTo("{\"a\":[{\"e\":4,\"f\":3}],\"aa\":5,\"b\":{\"c\":2,\"d\":1}}");
    }

    @Test
    void orderOfElementsIsKept() {
        assertThat(canonical("[3, 1, 2, [], {}, null, 'x']")).isEqualTo("[3,1,2,[],{},null,\"x\"]");
    }

    @Test
    void everyCharacterIsWrittenAsTheDriverWritesIt() {
        for (char c = 1; c < 0x250; c++) {
            String text = "a" + c + "b";
            BsonDocument document = new BsonDocument(text, new BsonString(text));

            assertThat(CanonicalJson.of(document).text())
                    .isEqualTo(document.toJson().replace("\": \"", "\":\""));
        }
    }

    @Test
    void equalNumbersAreWrittenAlikeWhateverTheirType() {
        assertThat(Stream.of(new BsonInt32(100), new BsonInt64(100), new BsonDouble(100))
                        .map(CanonicalJson::of))
                .containsOnly(new CanonicalJson("100"));
        assertThat(CanonicalJson.of(new BsonDouble(-0.0))).isEqualTo(CanonicalJson.of(new BsonInt32(0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0.1; 0.1",
                "{$numberLong: '123456789012345678'}; 123456789012345678",
                "{$numberLong: '1234567890123456789'}; {\"$numberLong\": \"1234567890123456789\"}",
                "1.0E17; 100000000000000000",
                "1.0E18; {\"$numberDouble\": \"1.0E+18\"}",
                "1.0E-18; 0.000000000000000001",
                "1.0E-19; {\"$numberDouble\": \"1.0E-19\"}",
                "{$numberDouble: 'NaN'}; {\"$numberDouble\": \"NaN\"}",
                "{$numberDecimal: '1.00'}; {\"$numberDecimal\": \"1.00\"}"
            })
    void numberIsPlainAsLongAsItIsShort(String value, String json) {
        assertThat(canonical(value)).isEqualTo(json);
    }

    static List<BsonValue> valuesThatHoldText() {
        String refused = "\0a\uD83D";
        BsonDocument document = new BsonDocument(refused, new BsonArray(List.of(new BsonString(refused))));
        return List.of(
                new BsonSymbol(refused),
                new BsonJavaScript(refused),
                new BsonJavaScriptWithScope(refused, document),
                new BsonRegularExpression(refused),
                new BsonDbPointer(refused, new ObjectId(0, 0)),
                document);
    }

    @ParameterizedTest
    @MethodSource("valuesThatHoldText")
    void whatPostgresRefusesIsReplacedInEveryTypeThatHoldsText(BsonValue value) {
        assertThat(CanonicalJson.of(value).text()).contains("\uFFFDa\uFFFD").doesNotContain("\uD83D", "u0000");
    }

    @Test
    void whatPostgresRefusesIsReplacedInKeysAndStrings() {
        BsonDocument document = new BsonDocument("a\0", new BsonString("\uD83D"));

        assertThat(CanonicalJson.of(document).text()).isEqualTo("{\"a\uFFFD\":\"\uFFFD\"}");
    }

    @Test
    void jsonAsPostgresPrintsItHasTheSameForm() {
        String printed = "{\"b\": 1.50, \"aa\": [1, {\"$oid\": \"65a1b2c3d4e5f60718293a4b\"}, \"\\u0001 caf\u00e9\"]}";

        BsonValue original = value("{aa: [1, ObjectId('65a1b2c3d4e5f60718293a4b'), '\\u0001 caf\u00e9'], b: 1.5}");
        assertThat(CanonicalJson.parse(printed)).isEqualTo(CanonicalJson.of(original));
    }

    @Test
    void extendedJsonIsReadWhicheverOrderPostgresGaveItsKeys() {
        assertThat(CanonicalJson.parse("{\"$timestamp\": {\"i\": 2, \"t\": 1}}"))
                .isEqualTo(CanonicalJson.of(value("{$timestamp: {t: 1, i: 2}}")));
        assertThat(CanonicalJson.parse("{\"$regularExpression\": {\"options\": \"i\", \"pattern\": \"a\"}}"))
                .isEqualTo(CanonicalJson.of(value("/a/i")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$oid\": \"x\"}",
                "{\"$oid\": 5}",
                "{\"$numberInt\": \"x\"}",
                "{\"$numberLong\": {}}",
                "{\"$numberDecimal\": \"x\"}",
                "{\"$date\": \"x\"}",
                "{\"$date\": [1]}",
                "{\"$timestamp\": {\"t\": \"x\"}}",
                "{\"$uuid\": \"x\"}",
                "{\"$binary\": {\"base64\": \"*\", \"subType\": \"xyz\"}}",
                "{\"$regularExpression\": 5}",
                "{\"$code\": 5}"
            })
    void whatOnlyLooksLikeExtendedJsonStaysAsItIs(String text) {
        assertThat(CanonicalJson.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource
    void parsingWhatWasWrittenGivesTheSame(BsonValue value) {
        CanonicalJson written = CanonicalJson.of(value);

        assertThat(CanonicalJson.parse(written.text())).isEqualTo(written);
    }

    static Stream<BsonValue> parsingWhatWasWrittenGivesTheSame() {
        Stream<BsonValue> longs = LongStream.of(
                        0,
                        1,
                        -1,
                        1L << 31,
                        1L << 53,
                        (1L << 53) + 1,
                        999999999999999999L,
                        Long.MAX_VALUE,
                        Long.MIN_VALUE)
                .mapToObj(BsonInt64::new);
        Stream<BsonValue> doubles = DoubleStream.of(
                        0.1,
                        1.0 / 3,
                        1e15,
                        1e16,
                        1e17,
                        1e22,
                        1.5e-18,
                        2e-3,
                        123456789.125,
                        12345678901234567.0,
                        Double.MIN_VALUE,
                        Double.MAX_VALUE,
                        Double.POSITIVE_INFINITY)
                .mapToObj(BsonDouble::new);
        Stream<BsonValue> strings = Stream.of(
                        "", "\"", "\\", "\n\t\u0001\u007F", "\0", "\uD83D", "\uD83D\uDE00", "$oid", "{\"a\":1}")
                .map(BsonString::new);
        Stream<BsonValue> others = Stream.of(
                        "true",
                        "{}",
                        "[]",
                        "[null, [1.5, {$undefined: true}]]",
                        "{a: {'': {'b.c': 1, '$d': 2}}}",
                        "[{z: [{y: 1.0, x: {$numberLong: '1234567890123456789'}}]}]",
                        "{$date: {$numberLong: '-62135596800001'}}",
                        "{$date: '2026-11-22T10:00:00.123Z'}",
                        "{$oid: '65a1b2c3d4e5f60718293a4b'}",
                        "{$ref: 'users', $id: 5}",
                        "/a\"b\\/c/im",
                        "{$binary: {base64: 'AAEC', subType: '80'}}",
                        "{$uuid: '00112233-4455-6677-8899-aabbccddeeff'}",
                        "{$timestamp: {t: 4294967295, i: 1}}",
                        "{$minKey: 1}",
                        "{$maxKey: 1}",
                        "{$symbol: 's'}",
                        "{$code: 'f()'}",
                        "{$numberDecimal: '-0E+3'}",
                        "{$numberDecimal: 'NaN'}")
                .map(CanonicalJsonTest::value);
        return Stream.of(longs, doubles, strings, others).flatMap(values -> values);
    }

    private static String canonical(String json) {
        return CanonicalJson.of(value(json)).text();
    }

    private static BsonValue value(String json) {
        return BsonDocument.parse("{v: " + json + "}").get("v");
    }
}

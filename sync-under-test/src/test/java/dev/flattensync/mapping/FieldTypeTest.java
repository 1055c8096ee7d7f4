package dev.flattensync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.stream.Stream;
import org.bson.BsonArray;
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
import org.bson.BsonUndefined;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FieldTypeTest {
    private static final long TWO_TO_53 = 1L << 53;
    private static final long YEAR_1 = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    private static final long YEAR_10000 =
            Instant.parse("+10000-01-01T00:00:00Z").toEpochMilli();

    @ParameterizedTest
    @MethodSource
    void valueThatFitsIsConverted(FieldType type, BsonValue value, Object expected) {
        assertThat(type.convert(value)).isEqualTo(expected);
    }

    static Stream<Arguments> valueThatFitsIsConverted() {
        return Stream.of(
                arguments(FieldType.TEXT, new BsonString("caf\u00e9"), "caf\u00e9"),
                arguments(FieldType.TEXT, new BsonString(""), ""),
                arguments(FieldType.TEXT, new BsonString("a\0b"), "a\uFFFDb"),
                arguments(
                        FieldType.TEXT,
                        new BsonObjectId(new ObjectId("65a1b2c3d4e5f60718293a4b")),
                        "65a1b2c3d4e5f60718293a4b"),
                arguments(FieldType.INTEGER, new BsonInt32(-7), -7),
                arguments(FieldType.INTEGER, new BsonInt64(Integer.MAX_VALUE), Integer.MAX_VALUE),
                arguments(FieldType.INTEGER, new BsonDouble(Integer.MIN_VALUE), Integer.MIN_VALUE),
                arguments(FieldType.INTEGER, new BsonDouble(-0.0), 0),
                arguments(FieldType.INTEGER, decimal("5.00"), 5),
                arguments(FieldType.INTEGER, decimal("-0"), 0),
                arguments(FieldType.BIGINT, new BsonInt32(3), 3L),
                arguments(FieldType.BIGINT, new BsonInt64(Long.MAX_VALUE), Long.MAX_VALUE),
                arguments(FieldType.BIGINT, new BsonDouble(Long.MIN_VALUE), Long.MIN_VALUE),
                arguments(FieldType.BIGINT, new BsonDouble(0x1p60), 1L << 60),
                arguments(FieldType.BIGINT, decimal("9223372036854775807"), Long.MAX_VALUE),
                arguments(FieldType.DOUBLE, new BsonDouble(0.1), 0.1),
                arguments(FieldType.DOUBLE, new BsonDouble(-0.0), -0.0),
                arguments(FieldType.DOUBLE, new BsonDouble(Double.NaN), Double.NaN),
                arguments(FieldType.DOUBLE, new BsonDouble(Double.NEGATIVE_INFINITY), Double.NEGATIVE_INFINITY),
                arguments(FieldType.DOUBLE, new BsonInt32(3), 3.0),
                arguments(FieldType.DOUBLE, new BsonInt64(TWO_TO_53), 9007199254740992.0),
                arguments(FieldType.DOUBLE, new BsonInt64(Long.MIN_VALUE), -9223372036854775808.0),
                arguments(FieldType.NUMERIC, new BsonInt32(100), new BigDecimal("1E+2")),
                arguments(FieldType.NUMERIC, new BsonDouble(0.1), new BigDecimal("0.1")),
                arguments(FieldType.NUMERIC, new BsonDouble(-0.0), BigDecimal.ZERO),
                arguments(FieldType.NUMERIC, decimal("1.50"), new BigDecimal("1.5")),
                arguments(FieldType.NUMERIC, decimal("-0"), BigDecimal.ZERO),
                arguments(FieldType.NUMERIC, decimal("0E+3"), BigDecimal.ZERO),
                arguments(FieldType.BOOLEAN, BsonBoolean.FALSE, false),
                arguments(FieldType.TIMESTAMP, new BsonDateTime(-1), Instant.ofEpochMilli(-1)),
                arguments(FieldType.TIMESTAMP, new BsonDateTime(YEAR_1), Instant.parse("0001-01-01T00:00:00Z")),
                arguments(
                        FieldType.TIMESTAMP,
                        new BsonDateTime(YEAR_10000 - 1),
                        Instant.parse("9999-12-31T23:59:59.999Z")),
                arguments(
                        FieldType.JSONB,
                        BsonDocument.parse("{b: 1, a: [true]}"),
                        new CanonicalJson("{\"a\":[true],\"b\":1}")));
    }

    @ParameterizedTest
    @MethodSource
    void valueThatDoesNotFitIsRefused(FieldType type, BsonValue value) {
        assertThatThrownBy(() -> type.convert(value)).isInstanceOf(UnfitValueException.class);
    }

    static Stream<Arguments> valueThatDoesNotFitIsRefused() {
        return Stream.of(
                arguments(FieldType.TEXT, new BsonInt32(1)),
                arguments(FieldType.TEXT, new BsonDocument()),
                arguments(FieldType.INTEGER, new BsonInt64(Integer.MAX_VALUE + 1L)),
                arguments(FieldType.INTEGER, new BsonDouble(Integer.MIN_VALUE - 1.0)),
                arguments(FieldType.INTEGER, new BsonDouble(0.5)),
                arguments(FieldType.INTEGER, new BsonDouble(Double.NaN)),
                arguments(FieldType.INTEGER, new BsonString("1")),
                arguments(FieldType.INTEGER, BsonBoolean.TRUE),
                arguments(FieldType.BIGINT, new BsonDouble(9223372036854775808.0)),
                arguments(FieldType.BIGINT, decimal("9223372036854775808")),
                arguments(FieldType.BIGINT, decimal("1E+6144")),
                arguments(FieldType.BIGINT, decimal("0.1")),
                arguments(FieldType.DOUBLE, new BsonInt64(TWO_TO_53 + 1)),
                arguments(FieldType.DOUBLE, new BsonInt64(Long.MAX_VALUE)),
                arguments(FieldType.DOUBLE, new BsonString("1.5")),
                arguments(FieldType.NUMERIC, new BsonDouble(Double.NaN)),
                arguments(FieldType.NUMERIC, new BsonDouble(Double.POSITIVE_INFINITY)),
                arguments(FieldType.NUMERIC, new BsonDecimal128(Decimal128.NaN)),
                arguments(FieldType.NUMERIC, new BsonDecimal128(Decimal128.NEGATIVE_INFINITY)),
                arguments(FieldType.BOOLEAN, new BsonInt32(1)),
                arguments(FieldType.TIMESTAMP, new BsonDateTime(YEAR_1 - 1)),
                arguments(FieldType.TIMESTAMP, new BsonDateTime(YEAR_10000)),
                arguments(FieldType.TIMESTAMP, new BsonDateTime(Long.MIN_VALUE)),
                arguments(FieldType.TIMESTAMP, new BsonTimestamp(1, 1)),
                arguments(FieldType.TIMESTAMP, new BsonString("2026-01-01")));
    }

    @ParameterizedTest
    @EnumSource
    void missingFieldAndBsonNullAreNull(FieldType type) {
        assertThat(type.convert(null)).isNull();
        assertThat(type.convert(BsonNull.VALUE)).isNull();
        assertThat(type.convert(new BsonUndefined())).isNull();
    }

    @Test
    void refusalTellsTypesAndNotTheValue() {
        assertThatThrownBy(() -> FieldType.INTEGER.convert(new BsonString("secret")))
                .hasMessageContaining("expected a whole number of 32 bits, found a string")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> FieldType.TEXT.convert(new BsonArray()))
                .hasMessageContaining("expected a string, found an array");
    }

    private static BsonDecimal128 decimal(String number) {
        return new BsonDecimal128(Decimal128.parse(number));
    }
}

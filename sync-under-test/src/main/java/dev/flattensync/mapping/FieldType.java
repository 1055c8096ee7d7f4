package dev.flattensync.mapping;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bson.BsonType;
import org.bson.BsonValue;

/**
 * The type of a mapped field: which BSON values fit, what Java value stands for them, and how PostgreSQL reads and
 * writes it.
 *
 * <p>Two Java values of a type are equal exactly when PostgreSQL would store the same value, so that a difference of
 * rows can be computed without asking the database. A missing field and a BSON null are {@code null} in every type.
 */
public enum FieldType {
    /**
     * A string, or the 24 hexadecimal digits of an ObjectId. What PostgreSQL refuses is replaced: see
     * {@link PostgresText}.
     */
    TEXT("text", "a string") {
        @Override
        Object convertPresent(BsonValue value) {
            if (value.isString()) {
                return PostgresText.storable(value.asString().getValue());
            }
            return value.isObjectId() ? value.asObjectId().getValue().toHexString() : null;
        }

        @Override
        Object readPresent(ResultSet row, int index) throws SQLException {
            return row.getString(index);
        }
    },
    /** A whole number of 32 bits, whichever numeric BSON type carries it. */
    INTEGER("integer", "a whole number of 32 bits") {
        @Override
        Object convertPresent(BsonValue value) {
            return Numbers.exactly(value, BigDecimal::intValueExact);
        }

        @Override
        Object readPresent(ResultSet row, int index) throws SQLException {
            return row.getInt(index);
        }
    },
    /** A whole number of 64 bits, whichever numeric BSON type carries it. */
    BIGINT("bigint", "a whole number of 64 bits") {
        @Override
        Object convertPresent(BsonValue value) {
            return Numbers.exactly(value, BigDecimal::longValueExact);
        }

        @Override
        Object readPresent(ResultSet row, int index) throws SQLException {
            return row.getLong(index);
        }
    },
    /** A double, or a whole number that a double holds exactly. */
    DOUBLE("double precision", "a number that fits a double") {
        @Override
        Object convertPresent(BsonValue value) {
            if (value.isDouble()) {
                return value.asDouble().getValue();
            }
            return value.isInt32() || value.isInt64()
                    ? Numbers.exactDouble(value.asNumber().longValue())
                    : null;
        }

        @Override
        Object readPresent(ResultSet row, int index) throws SQLException {
            return row.getDouble(index);
        }
    },
    /**
     * Any finite number. A double stands for its shortest decimal form. Trailing zeros carry no meaning and are
     * dropped.
     */
    NUMERIC("numeric", "a finite number") {
        @Override
        Object convertPresent(BsonValue value) {
            return Numbers.decimal(value).orElse(null);
        }

        @Override
        Object readPresent(ResultSet row, int index) throws SQLException {
            return Numbers.normalized(row.getBigDecimal(index));
        }
    },
    /** A boolean. */
    BOOLEAN("boolean", "a boolean") {
        @Override
        Object convertPresent(BsonValue value) {
            return value.isBoolean() ? value.asBoolean().getValue() : null;
        }

        @Override
        Object readPresent(ResultSet row, int index) throws SQLException {
            return row.getBoolean(index);
        }
    },
    /** A date and time in milliseconds, kept as {@code timestamptz}; years 1 to 9999. */
    TIMESTAMP("timestamptz", "a date between the years 1 and 9999") {
        private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
        private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

        @Override
        Object convertPresent(BsonValue value) {
            if (!value.isDateTime()) {
                return null;
            }
            Instant instant = Instant.ofEpochMilli(value.asDateTime().getValue());
            return instant.isBefore(FIRST) || instant.isAfter(LAST) ? null : instant;
        }

        @Override
        Object readPresent(ResultSet row, int index) throws SQLException {
            return row.getObject(index, OffsetDateTime.class).toInstant();
        }
    },
    /** Any BSON value, documents and arrays included, in the form of {@link CanonicalJson}. */
    JSONB("jsonb", "any value") {
        @Override
        Object convertPresent(BsonValue value) {
            return CanonicalJson.of(value);
        }

        @Override
        Object readPresent(ResultSet row, int index) throws SQLException {
            return CanonicalJson.parse(row.getString(index));
        }
    };

    private final String sqlType;
    private final String expected;

    FieldType(String sqlType, String expected) {
        this.sqlType = sqlType;
        this.expected = expected;
    }

    /** PostgreSQL's name of the type. */
    public String sqlType() {
        return sqlType;
    }

    /** What fits, in words for an error message: "a string". */
    public String expected() {
        return expected;
    }

    /**
     * The Java value that stands for a BSON value.
     *
     * @param value the field's value, or null if the document has no such field
     * @return the Java value; null for a missing field or a BSON null
     * @throws UnfitValueException if the value does not fit this type
     */
    public Object convert(BsonValue value) {
        if (value == null || value.getBsonType() == BsonType.NULL || value.getBsonType() == BsonType.UNDEFINED) {
            return null;
        }
        Object converted = convertPresent(value);
        if (converted == null) {
            throw new UnfitValueException(ViolationKind.WRONG_TYPE, expected, value);
        }
        return converted;
    }

    /**
     * Reads a column of this type.
     *
     * @param row a row of a query's result
     * @param index the column's place in it, from 1
     * @return the Java value, null for SQL's null
     * @throws SQLException if the driver can't read it
     */
    public Object read(ResultSet row, int index) throws SQLException {
        return row.getObject(index) == null ? null : readPresent(row, index);
    }

    /** The value as PostgreSQL reads it from text, for {@code COPY} and for casts; null stays null. */
    public static String toText(Object value) {
        return value == null ? null : value.toString();
    }

    /** The type of that name in a mapping ("text", "integer", ...), if there is one. */
    public static Optional<FieldType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.configName().equals(name))
                .findFirst();
    }

    /** All names that a mapping may use. */
    public static List<String> names() {
        return Arrays.stream(values()).map(FieldType::configName).toList();
    }

    private String configName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The Java value, or null if the BSON value does not fit. */
    abstract Object convertPresent(BsonValue value);

    abstract Object readPresent(ResultSet row, int index) throws SQLException;
}

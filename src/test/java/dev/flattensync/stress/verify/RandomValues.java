package dev.flattensync.stress.verify;

import dev.flattensync.mapping.FieldType;
import java.math.BigDecimal;
import java.util.List;
import java.util.random.RandomGenerator;
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
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/** Random BSON values: what a field of some type may hold, what may be an {@code _id}, and anything at all. */
final class RandomValues {
    private static final long FIRST_MILLISECOND = -62_135_596_800_000L;
    private static final long LAST_MILLISECOND = 253_402_300_799_999L;
    private static final int LONG_TEXT = 3_000;

    private static final List<String> NAMES = List.of("a", "b", "c.d", "0", "");

    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "'",
            "\"",
            "\\",
            "\\N",
            "\\.",
            "a\nb",
            "a\r\nb",
            "\t",
            "\0",
            "a\0b",
            "\ud800",
            "x\udc00y",
            "\ufffd",
            "😀",
            "{\"a\":1}",
            "{",
            "{1,NULL}",
            "null",
            "NULL",
            "'; drop table users; --",
            "%s",
            "$1",
            "?",
            "\u2028",
            "é",
            "e\u0301",
            "0123456789abcdef01234567");

    private final RandomGenerator random;
    private int ids;

    RandomValues(RandomGenerator random) {
        this.random = random;
    }

    /** A value that fits the type; sometimes null. */
    BsonValue field(FieldType type) {
        if (random.nextInt(10) == 0) {
            return BsonNull.VALUE;
        }
        return switch (type) {
            case TEXT -> random.nextInt(10) == 0 ? objectId(random.nextInt(100)) : new BsonString(text());
            case INTEGER -> wholeNumber(random.nextInt(8) == 0 ? Integer.MIN_VALUE : random.nextInt(5));
            case BIGINT -> random.nextInt(8) == 0 ? new BsonInt64(Long.MAX_VALUE) : wholeNumber(random.nextInt(5));
            case DOUBLE -> floating();
            case NUMERIC -> numeric();
            case BOOLEAN -> BsonBoolean.valueOf(random.nextBoolean());
            case TIMESTAMP -> dateTime();
            case JSONB -> random.nextBoolean() ? container(2) : any(2);
        };
    }

    /** An id that this has not returned before: as a number, a text or anything else that can be one. */
    BsonValue uniqueId() {
        int id = ids++;
        return switch (random.nextInt(14)) {
            case 0 -> new BsonInt32(id);
            case 1 -> new BsonInt64(id);
            case 2 -> new BsonDouble(id);
            case 3 -> new BsonDouble(id + 0.5);
            case 4 -> new BsonDecimal128(new Decimal128(new BigDecimal(id + ".250")));
            case 5 -> objectId(id);
            case 6 -> new BsonString(objectId(id).getValue().toHexString());
            case 7 -> new BsonDocument("k", new BsonInt32(id)).append("t", new BsonString(hostile()));
            case 8 -> new BsonDateTime(id);
            case 9 -> new BsonBinary(new byte[] {(byte) (id >> 8), (byte) id});
            case 10 -> new BsonTimestamp(id);
            case 11 -> new BsonString(hostile() + id);
            case 12 -> new BsonString(String.valueOf(id));
            default -> new BsonString("id" + id);
        };
    }

    /** One of few ids, so that the same comes again; an array or null too, which only an embedded element's can be. */
    BsonValue commonId() {
        return switch (random.nextInt(8)) {
            case 0 -> wholeNumber(random.nextInt(3));
            case 1 -> objectId(0);
            case 2 -> new BsonDocument("k", new BsonInt32(0));
            case 3 -> new BsonArray(List.of(new BsonInt32(1)));
            case 4 -> BsonNull.VALUE;
            case 5 -> new BsonString("");
            default -> new BsonString(random.nextBoolean() ? "a" : "b");
        };
    }

    /** Any value, documents and arrays included, nested so many levels deep at most. */
    BsonValue any(int depth) {
        switch (random.nextInt(depth == 0 ? 10 : 14)) {
            case 0:
                return BsonNull.VALUE;
            case 1:
                return BsonBoolean.valueOf(random.nextBoolean());
            case 2:
                return floating();
            case 3:
                return numeric();
            case 4:
                return dateTime();
            case 5:
                return objectId(random.nextInt(100));
            case 6:
                return new BsonRegularExpression("a+", "i");
            case 7:
                return new BsonBinary(new byte[] {0, 1, (byte) random.nextInt(4)});
            case 8, 9:
                return new BsonString(text());
            default:
                return container(depth);
        }
    }

    private BsonValue container(int depth) {
        int size = random.nextInt(4);
        if (random.nextBoolean()) {
            BsonArray array = new BsonArray();
            for (int i = 0; i < size; i++) {
                array.add(any(depth - 1));
            }
            return array;
        }
        BsonDocument document = new BsonDocument();
        for (int i = 0; i < size; i++) {
            document.put(NAMES.get(random.nextInt(NAMES.size())), any(depth - 1));
        }
        return document;
    }

    private String text() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> hostile();
            case 4 -> hostile() + hostile();
            case 5 -> random.nextInt(5) == 0 ? hostile() + "x".repeat(LONG_TEXT) : hostile();
            default -> "text " + random.nextInt(100);
        };
    }

    private String hostile() {
        return HOSTILE.get(random.nextInt(HOSTILE.size()));
    }

    private BsonValue wholeNumber(int number) {
        return switch (random.nextInt(5)) {
            case 0 -> new BsonInt64(number);
            case 1 -> new BsonDouble(number);
            case 2 -> new BsonDecimal128(new Decimal128(new BigDecimal(number + ".00")));
            default -> new BsonInt32(number);
        };
    }

    private BsonValue floating() {
        return switch (random.nextInt(8)) {
            case 0 -> new BsonDouble(Double.NaN);
            case 1 -> new BsonDouble(Double.NEGATIVE_INFINITY);
            case 2 -> new BsonDouble(-0.0);
            case 3 -> new BsonDouble(Double.MIN_VALUE);
            case 4 -> new BsonInt32(random.nextInt(5));
            case 5 -> new BsonDouble(0);
            default -> new BsonDouble(random.nextDouble());
        };
    }

    private BsonValue numeric() {
        return switch (random.nextInt(6)) {
            case 0 -> new BsonDecimal128(Decimal128.parse("1E+300"));
            case 1 -> new BsonDecimal128(Decimal128.parse("-0"));
            case 2 -> new BsonDecimal128(Decimal128.parse("12345678901234567890.1234567890"));
            case 3 -> new BsonDouble(1e-7);
            default -> wholeNumber(random.nextInt(5));
        };
    }

    private BsonValue dateTime() {
        return new BsonDateTime(
                switch (random.nextInt(5)) {
                    case 0 -> FIRST_MILLISECOND;
                    case 1 -> LAST_MILLISECOND;
                    case 2 -> -1;
                    default -> random.nextInt(1_000) * 86_400_123L;
                });
    }

    private static BsonObjectId objectId(int number) {
        return new BsonObjectId(new ObjectId(1_700_000_000, number));
    }
}

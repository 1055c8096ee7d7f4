package dev.flattensync.digest;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.flattensync.flatten.CanonicalId;
import dev.flattensync.mapping.FieldType;
import dev.flattensync.mapping.PostgresText;
import dev.flattensync.mapping.UnfitValueException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/**
 * Hashes of ids and values by PolymurHash 2.0 with a secret random seed: two different texts of up to n bytes share a
 * hash with a probability of at most n · 2^-60.2, whoever chose them (O. Peters, https://github.com/orlp/polymur-hash).
 * No hash of something is {@link #NOTHING}.
 */
final class RowHash {
    /** Stands for a missing element or value. */
    static final long NOTHING = 0;

    private static final char ASCII = 128;
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final Hasher64 hasher;
    private final byte[] objectIdDigits = new byte[24];
    private byte[] ascii = new byte[256];

    RowHash() {
        SecureRandom random = new SecureRandom();
        this.hasher = Hashing.polymurHash2_0(random.nextLong(), random.nextLong(), random.nextLong());
    }

    /** Whether a hash is that of the canonical text of an {@code _id}. */
    boolean isOfId(long hash, BsonValue id) {
        if (id instanceof BsonObjectId objectId) {
            objectIdDigits(objectId.getValue());
            return hash == ofBytes(objectIdDigits, objectIdDigits.length);
        }
        return hash == of(CanonicalId.of(id));
    }

    /**
     * Whether a hash is that of the Java value that stands for a BSON value.
     *
     * @throws UnfitValueException if the value does not fit the type
     */
    boolean isOf(long hash, FieldType type, BsonValue value) {
        if (type == FieldType.TEXT && value instanceof BsonString string) {
            String text = string.getValue();
            if (copyAscii(text)) {
                return hash == ofBytes(ascii, text.length());
            }
            // Half a surrogate pair has the bytes of a question mark, and PostgreSQL does not hold it.
            return hash == of(text) && PostgresText.storable(text).equals(text);
        }
        return hash == of(type.convert(value));
    }

    /** The digits of {@link ObjectId#toHexString}, without a string for each. */
    private void objectIdDigits(ObjectId id) {
        byte[] bytes = id.toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            objectIdDigits[2 * i] = DIGITS[bytes[i] >> 4 & 0xF];
            objectIdDigits[2 * i + 1] = DIGITS[bytes[i] & 0xF];
        }
    }

    /** Of a Java value as {@link FieldType} makes it, or an id; equal values of one type have equal hashes. */
    long of(Object value) {
        if (value == null) {
            return NOTHING;
        }
        // As bytes it is several times as fast; no two texts that PostgreSQL can store have the same.
        String text = FieldType.toText(value);
        if (copyAscii(text)) {
            return ofBytes(ascii, text.length());
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ofBytes(bytes, bytes.length);
    }

    /**
     * Copies a text of ASCII characters alone, whose bytes in UTF-8 they are: whole arrays are told again and again.
     */
    private boolean copyAscii(String text) {
        int length = text.length();
        if (length > ascii.length) {
            ascii = new byte[Math.max(length, 2 * ascii.length)];
        }
        for (int i = 0; i < length; i++) {
            char character = text.charAt(i);
            if (character >= ASCII) {
                return false;
            }
            ascii[i] = (byte) character;
        }
        return true;
    }

    private long ofBytes(byte[] bytes, int length) {
        long hash = hasher.hashBytesToLong(bytes, 0, length);
        return hash == NOTHING ? 1 : hash;
    }
}

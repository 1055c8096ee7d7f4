package dev.flattensync.digest;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.flattensync.mapping.FieldType;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * Hashes of ids and values by PolymurHash 2.0 with a secret random seed: two different texts of up to n bytes share a
 * hash with a probability of at most n · 2^-60.2, whoever chose them (O. Peters, https://github.com/orlp/polymur-hash).
 * No hash of something is {@link #NOTHING}.
 */
final class RowHash {
    /** Stands for a missing element or value. */
    static final long NOTHING = 0;

    private final Hasher64 hasher;

    RowHash() {
        SecureRandom random = new SecureRandom();
        this.hasher = Hashing.polymurHash2_0(random.nextLong(), random.nextLong(), random.nextLong());
    }

    /** Of a Java value as {@link FieldType} makes it, or an id; equal values of one type have equal hashes. */
    long of(Object value) {
        if (value == null) {
            return NOTHING;
        }
        // As bytes it is several times as fast; no two texts that PostgreSQL can store have the same.
        long hash = hasher.hashBytesToLong(FieldType.toText(value).getBytes(StandardCharsets.UTF_8));
        return hash == NOTHING ? 1 : hash;
    }
}

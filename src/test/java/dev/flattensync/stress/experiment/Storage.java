package dev.flattensync.stress.experiment;

import dev.flattensync.schema.FlatSchema;
import java.util.Locale;
import java.util.Optional;

/** What documents are stored as. */
public enum Storage {
    /** Flat tables whose rows link to their parent. */
    SCHEMA1,
    /** Flat tables whose rows hold the chain of their ancestors. */
    SCHEMA2,
    /** Flat tables whose rows link to their parent and to the document. */
    SCHEMA3,
    /** One table with a row for each document, which it holds whole as {@code jsonb}, as PostgreSQL does by default. */
    JSONB,
    /** The same, but large documents are not compressed: faster to change, and several times as large. */
    JSONB_UNCOMPRESSED;

    /** As written in the configuration and in reports: {@code schema1}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether there are flat tables. */
    public boolean isFlat() {
        return schema().isPresent();
    }

    /** The flat schema; empty if there are no flat tables. */
    public Optional<FlatSchema> schema() {
        return FlatSchema.named(word());
    }
}

package dev.flattensync.stress.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.stress.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariantTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SCHEMA1 | SYNC    | NONE    | FOREIGN_KEYS | foreign-keys and no indexes: PostgreSQL has foreign keys to unique columns only",
                "SCHEMA3 | SYNC    | NONE    | CASCADE      | cascade and no indexes: PostgreSQL has foreign keys to unique columns only",
                "JSONB   | SYNC    | INDEXED | FOREIGN_KEYS | foreign-keys and jsonb: a document in one row has no links that could be checked",
                "JSONB   | REWRITE | INDEXED | APPLICATION  | rewrite and jsonb: a document in one row is always written whole",
                "SCHEMA2 | REWRITE | INDEXED | CASCADE      | rewrite and cascade: a rewrite deletes from all tables, which leaves nothing to cascade"
            })
    void variantThatMakesNoSenseIsRefusedWithASentence(
            Storage storage, Upkeep upkeep, Indexes indexes, Integrity integrity, String sentence) {
        assertThatThrownBy(() -> new Variant(storage, upkeep, indexes, integrity))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SCHEMA1 | SYNC    | INDEXED | APPLICATION  | schema1                 | flattensync_experiment_schema1",
                "SCHEMA2 | SYNC    | NONE    | APPLICATION  | schema2, no indexes     | flattensync_experiment_schema2_no_indexes",
                "SCHEMA3 | SYNC    | INDEXED | CASCADE      | schema3, cascade        | flattensync_experiment_schema3_cascade",
                "SCHEMA1 | REWRITE | NONE    | APPLICATION  | schema1, rewritten, no indexes | flattensync_experiment_schema1_rewritten_no_indexes",
                "JSONB   | SYNC    | INDEXED | APPLICATION  | jsonb                   | flattensync_experiment_jsonb",
                "JSONB_UNCOMPRESSED | SYNC | NONE | APPLICATION | jsonb-uncompressed, no indexes | flattensync_experiment_jsonb_uncompressed_no_indexes"
            })
    void variantIsCalledByWhatDiffersFromAnIndexedOneThatTheSyncKeepsAlone(
            Storage storage, Upkeep upkeep, Indexes indexes, Integrity integrity, String label, String schema) {
        Variant variant = new Variant(storage, upkeep, indexes, integrity);

        assertThat(variant.label()).isEqualTo(label);
        assertThat(variant.postgresSchema()).isEqualTo(schema);
    }

    @Test
    void noTwoVariantsShareALabelOrAPostgresSchema() {
        List<Variant> all = all();

        assertThat(all).hasSize(25);
        assertThat(all).extracting(Variant::label).doesNotHaveDuplicates();
        assertThat(all).extracting(Variant::postgresSchema).doesNotHaveDuplicates();
        assertThat(all).extracting(variant -> variant.postgresSchema().length()).allMatch(length -> length < 64);
    }

    private static List<Variant> all() {
        List<Variant> all = new ArrayList<>();
        for (Storage storage : Storage.values()) {
            for (Upkeep upkeep : Upkeep.values()) {
                for (Indexes indexes : Indexes.values()) {
                    for (Integrity integrity : Integrity.values()) {
                        try {
                            all.add(new Variant(storage, upkeep, indexes, integrity));
                        } catch (InvalidInputException nonsense) {
                            // Those are in a test of their own.
                        }
                    }
                }
            }
        }
        return all;
    }
}

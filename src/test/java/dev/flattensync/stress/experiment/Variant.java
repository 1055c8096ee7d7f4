package dev.flattensync.stress.experiment;

import dev.flattensync.stress.InvalidInputException;

/**
 * A way to keep the same documents in PostgreSQL.
 *
 * @param storage what they are stored as
 * @param upkeep how changes of documents get there
 * @param indexes the tables' indexes
 * @param integrity who keeps links from pointing nowhere
 */
public record Variant(Storage storage, Upkeep upkeep, Indexes indexes, Integrity integrity) {

    /**
     * Checks that the choices make sense together.
     *
     * @throws InvalidInputException if they don't
     */
    public Variant {
        boolean flat = storage.isFlat();
        if (integrity != Integrity.APPLICATION && !flat) {
            throw new InvalidInputException("%s and jsonb: a document in one row has no links that could be checked"
                    .formatted(integrity.word()));
        }
        if (integrity != Integrity.APPLICATION && indexes == Indexes.NONE) {
            throw new InvalidInputException("%s and no indexes: PostgreSQL has foreign keys to unique columns only"
                    .formatted(integrity.word()));
        }
        if (upkeep == Upkeep.REWRITE && !flat) {
            throw new InvalidInputException("rewrite and jsonb: a document in one row is always written whole");
        }
        if (upkeep == Upkeep.REWRITE && integrity == Integrity.CASCADE) {
            throw new InvalidInputException(
                    "rewrite and cascade: a rewrite deletes from all tables, which leaves nothing to cascade");
        }
    }

    /** As it is called in reports: the storage and what differs from an indexed one that the sync keeps alone. */
    public String label() {
        String label = storage.word();
        if (upkeep == Upkeep.REWRITE) {
            label += ", rewritten";
        }
        if (indexes == Indexes.NONE) {
            label += ", no indexes";
        }
        return switch (integrity) {
            case APPLICATION -> label;
            case FOREIGN_KEYS -> label + ", foreign keys";
            case CASCADE -> label + ", cascade";
        };
    }

    /** Whether nothing sets it apart from its storage: indexed, and kept by the sync alone. */
    public boolean isPlain() {
        return upkeep == Upkeep.SYNC && indexes == Indexes.INDEXED && integrity == Integrity.APPLICATION;
    }

    /** The PostgreSQL schema that holds its tables. */
    public String postgresSchema() {
        return "flattensync_experiment_" + label().replaceAll("[-, ]+", "_");
    }
}

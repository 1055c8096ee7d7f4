package dev.flattensync;

import dev.flattensync.change.ChangeBatch;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.store.PostgresAddress;

/**
 * What a {@link FlattenSync} needs to know.
 *
 * @param layout the mapping and the flat schema: the tables
 * @param postgres the database
 * @param postgresSchema the PostgreSQL schema that holds the tables and the checkpoint
 * @param limits how much one transaction may hold
 */
public record SyncSettings(
        FlatLayout layout, PostgresAddress postgres, String postgresSchema, ChangeBatch.Limits limits) {}

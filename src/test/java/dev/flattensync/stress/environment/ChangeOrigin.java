package dev.flattensync.stress.environment;

import dev.flattensync.change.MongoAddress;

/** Where the documents of a run live and its change events come from: {@code stress.source}. */
public sealed interface ChangeOrigin {

    /** The in-process change log. */
    record InProcess() implements ChangeOrigin {}

    /** A MongoDB replica set or sharded cluster of the user's. */
    record Mongo(MongoAddress address) implements ChangeOrigin {}

    /** The emulator, for tests and small demonstrations. */
    record Emulated() implements ChangeOrigin {}
}

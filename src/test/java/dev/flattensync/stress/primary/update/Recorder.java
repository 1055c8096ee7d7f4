package dev.flattensync.stress.primary.update;

import org.bson.BsonValue;

/** Is told what an update changes. */
interface Recorder {
    /** Tells nobody: what changes is part of something that is recorded as a whole. */
    Recorder NOBODY = new Recorder() {
        @Override
        public void updated(ChangePath path, BsonValue value) {
            // Recorded by whoever made it part of a whole.
        }

        @Override
        public void removed(ChangePath path) {
            // Recorded by whoever made it part of a whole.
        }
    };

    /** There is a new value at that path. */
    void updated(ChangePath path, BsonValue value);

    /** There is no such field any more. */
    void removed(ChangePath path);
}

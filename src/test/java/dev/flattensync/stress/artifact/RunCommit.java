package dev.flattensync.stress.artifact;

import dev.flattensync.stress.provenance.SourceVersion;
import java.util.Optional;

/** The commit of a run as machines read it. */
final class RunCommit {
    private RunCommit() {}

    /** The full hash, as git itself does with {@code -dirty} if the code had changes; empty if it is not known. */
    static Optional<String> of(SourceVersion source) {
        return source.commit().map(commit -> commit + (source.dirty().orElse(false) ? "-dirty" : ""));
    }
}

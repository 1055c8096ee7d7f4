package dev.flattensync.stress.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The commit that this code was built from, as the build's git-commit-id-maven-plugin found it. Both are empty if there
 * was no commit to find: the source came without git, or is a linked worktree built without {@code -Pcommit}.
 *
 * @param commit the full hash of the commit that was checked out
 * @param dirty whether a file that git tracks differed from that commit, staged or not. A file that git does not track
 *     never counts, whether it is ignored or only not added yet.
 */
public record SourceVersion(Optional<String> commit, Optional<Boolean> dirty) {
    static final String FILE = "git.properties";

    private static final int SHORT_HASH = 10;

    /** SHA-1, or SHA-256 in a repository made for that. */
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    private static final Pattern TRUTH = Pattern.compile("true|false");

    /** The start of the hash, and whether files differed from it: {@code 0123456789 with changes}. */
    public Optional<String> shortened() {
        return commit.map(hash ->
                hash.substring(0, Math.min(SHORT_HASH, hash.length())) + (dirty.orElse(false) ? " with changes" : ""));
    }

    /** The version of the running code. */
    public static SourceVersion read() {
        try (InputStream file = SourceVersion.class.getResourceAsStream(FILE)) {
            Properties properties = new Properties();
            if (file != null) {
                properties.load(file);
            }
            return of(properties);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + ", which the build writes, can't be read", e);
        }
    }

    /** What the plugin's file says; a value that is not one counts as none. */
    static SourceVersion of(Properties properties) {
        Optional<String> commit = value(properties, "git.commit.id.full", HASH);
        Optional<Boolean> dirty = value(properties, "git.dirty", TRUTH).map(Boolean::valueOf);
        return new SourceVersion(commit, commit.flatMap(hash -> dirty));
    }

    private static Optional<String> value(Properties properties, String key, Pattern allowed) {
        return Optional.ofNullable(properties.getProperty(key))
                .map(String::strip)
                .filter(value -> allowed.matcher(value).matches());
    }
}

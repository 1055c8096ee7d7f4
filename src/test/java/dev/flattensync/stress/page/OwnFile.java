package dev.flattensync.stress.page;

import dev.flattensync.stress.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that is replaced as a whole or not at all, and only if it was made here before. */
public final class OwnFile {
    /** In the head of every page of ours. */
    public static final String PAGE = "flatten-sync-stress";

    /** In the head of every {@code results.json}. */
    public static final String FIGURES = "\"simulation\"";

    private static final int HEAD = 4_096;

    private OwnFile() {}

    /**
     * Writes a file, and the folders that it is in.
     *
     * @param sign what the start of a file of ours holds
     * @throws InvalidInputException if there is something else of that name
     * @throws IOException if it can't be written
     */
    public static void write(Path file, String text, String sign) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isOurs(file, sign)) {
            throw new InvalidInputException(
                    "%s is there already and was not made here: move it away, or have the new one written elsewhere"
                            .formatted(file));
        }
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        // Not a temporary file, which its owner alone may read: these are pages to be shown.
        Path made = folder.resolve(".%s.%s.part".formatted(file.getFileName(), UUID.randomUUID()));
        try {
            Files.writeString(made, text, StandardOpenOption.CREATE_NEW);
            replace(made, file);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    private static boolean isOurs(Path file, String sign) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            return new String(bytes.readNBytes(HEAD), StandardCharsets.UTF_8).contains(sign);
        }
    }

    private static void replace(Path made, Path file) throws IOException {
        try {
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}

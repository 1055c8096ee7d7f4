package dev.flattensync.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.postgresql.util.ByteStreamWriter;

/**
 * Rows in COPY's text format (https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2), as UTF-8.
 *
 * <p>They are bytes from the start: the driver encodes characters one buffer at a time, and would break a surrogate
 * pair between two of them.
 */
public final class CopyRows implements ByteStreamWriter {
    private static final byte[] NULL = {'\\', 'N'};

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Appends a value, escaped; null is SQL's null. */
    public void value(String text) {
        if (text == null) {
            bytes.writeBytes(NULL);
            return;
        }
        byte[] value = text.getBytes(StandardCharsets.UTF_8);
        int written = 0;
        for (int i = 0; i < value.length; i++) {
            char escape = escape(value[i]);
            if (escape != 0) {
                bytes.write(value, written, i - written);
                bytes.write('\\');
                bytes.write(escape);
                written = i + 1;
            }
        }
        bytes.write(value, written, value.length - written);
    }

    /** No byte of a longer UTF-8 sequence is one of these. */
    private static char escape(byte b) {
        return switch (b) {
            case '\\' -> '\\';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            default -> 0;
        };
    }

    /** Ends a value that is not a row's last. */
    public void endValue() {
        bytes.write('\t');
    }

    /** Ends a row. */
    public void endRow() {
        bytes.write('\n');
    }

    /** Throws the rows away. */
    public void clear() {
        bytes.reset();
    }

    @Override
    public int getLength() {
        return bytes.size();
    }

    @Override
    public void writeTo(ByteStreamTarget target) throws IOException {
        bytes.writeTo(target.getOutputStream());
    }
}

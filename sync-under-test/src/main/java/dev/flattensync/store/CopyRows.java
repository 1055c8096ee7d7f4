package dev.flattensync.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.postgresql.util.ByteStreamWriter;

/**
 * Rows in COPY's text format (https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2), as UTF-8.
 *
 * <p>They are bytes from the start: the driver encodes characters one buffer at a time, and would break a surrogate
 * pair between two of them.
 */
public final class CopyRows implements ByteStreamWriter {
    private static final int FIRST_CAPACITY = 1 << 10;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;

    /** Appends a value, escaped; null is SQL's null. */
    public void value(String text) {
        if (text == null) {
            require(2);
            put('\\');
            put('N');
            return;
        }
        // ASCII is written as it is read: no array in between.
        int characters = text.length();
        require(2 * characters);
        for (int i = 0; i < characters; i++) {
            char c = text.charAt(i);
            if (c > 0x7F) {
                encoded(text.substring(i).getBytes(StandardCharsets.UTF_8));
                return;
            }
            escaped(c);
        }
    }

    /** No byte of a longer UTF-8 sequence is one that is escaped: they are all negative. */
    private void encoded(byte[] text) {
        require(2 * text.length);
        for (byte b : text) {
            escaped(b);
        }
    }

    /** Appends a byte for which, escaped, there is room. */
    private void escaped(int b) {
        char escape = escape(b);
        if (escape == 0) {
            put(b);
        } else {
            put('\\');
            put(escape);
        }
    }

    private static char escape(int b) {
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
        require(1);
        put('\t');
    }

    /** Ends a row. */
    public void endRow() {
        require(1);
        put('\n');
    }

    /** Throws the rows away. */
    public void clear() {
        length = 0;
    }

    @Override
    public int getLength() {
        return length;
    }

    @Override
    public void writeTo(ByteStreamTarget target) throws IOException {
        target.getOutputStream().write(bytes, 0, length);
    }

    /** Makes room. */
    private void require(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(length, more)));
        }
    }

    private void put(int b) {
        bytes[length++] = (byte) b;
    }
}

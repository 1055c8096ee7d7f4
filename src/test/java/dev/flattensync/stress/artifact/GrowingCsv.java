package dev.flattensync.stress.artifact;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * CSV files with a header that only grow: RFC 4180 but for its line ends, which are LF.
 *
 * <p>Rows are added under a lock of the file, so processes that end at once don't mix their rows, and all of them or
 * none: what a full disk cuts off is taken back.
 */
final class GrowingCsv {
    private static final ObjectWriter CSV = CsvMapper.builder()
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build()
            .writer(CsvSchema.emptySchema().withLineSeparator("\n"));

    private final List<String> header;

    /** @param header the names of the columns */
    GrowingCsv(List<String> header) {
        this.header = List.copyOf(header);
    }

    /**
     * Adds rows to a file, which is made if it is missing. A file of that name that begins with another header is left
     * as it is; the rows then go to a file beside it: {@code history-2.csv}, or {@code history-3.csv} if that has
     * another header too.
     *
     * @param rows each with as many cells as the header
     * @return the file that has the rows
     * @throws IOException if a file can't be read or written
     */
    Path add(Path file, List<List<String>> rows) throws IOException {
        Path candidate = file;
        for (int number = 2; !addIfOurs(candidate, rows); number++) {
            candidate = numbered(file, number);
        }
        return candidate;
    }

    /** @return false if the file has another header */
    private boolean addIfOurs(Path file, List<List<String>> rows) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // Released as the channel is closed.
            channel.lock();
            long size = channel.size();
            String headerLine = lines(List.of(header));
            if (size == 0) {
                append(channel, headerLine + lines(rows));
                return true;
            }
            if (!read(channel, 0, headerLine.length()).equals(headerLine)) {
                return false;
            }
            // Somebody's editor may have left the last line without an end.
            boolean ended = read(channel, size - 1, 1).equals("\n");
            append(channel, (ended ? "" : "\n") + lines(rows));
            return true;
        }
    }

    private static void append(FileChannel channel, String text) throws IOException {
        long before = channel.size();
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        try {
            channel.position(before);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            channel.truncate(before);
            throw e;
        }
    }

    private static String read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        long at = position;
        for (int read = channel.read(bytes, at); read > 0; read = channel.read(bytes, at)) {
            at += read;
        }
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }

    private static String lines(List<List<String>> rows) throws IOException {
        StringWriter text = new StringWriter();
        try (SequenceWriter writer = CSV.writeValues(text)) {
            writer.writeAll(rows);
        }
        return text.toString();
    }

    private static Path numbered(Path file, int number) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return file.resolveSibling("%s-%d%s".formatted(name.substring(0, dot), number, name.substring(dot)));
    }
}

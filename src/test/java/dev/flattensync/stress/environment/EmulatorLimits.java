package dev.flattensync.stress.environment;

import dev.flattensync.flatten.Flattener;
import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.workload.DataSet;
import java.util.Locale;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/** What the emulator is not asked to do: an update of a document of 0.8 MB takes it 50 ms. */
final class EmulatorLimits {
    private static final int MOST_BYTES = 30 * 1024;
    private static final int MOST_ELEMENTS = 20_000;

    private EmulatorLimits() {}

    /** @throws InvalidInputException if the documents are too large or too many */
    static void check(DataSet data) {
        long elements = data.documents().stream()
                .mapToLong(
                        document -> Flattener.document(data.mapping(), document).rows())
                .sum();
        if (elements > MOST_ELEMENTS) {
            throw refused("%,d elements".formatted(elements));
        }
        int bytes =
                data.documents().stream().mapToInt(EmulatorLimits::size).max().orElse(0);
        if (bytes > MOST_BYTES) {
            throw refused("a document of %,d bytes".formatted(bytes));
        }
    }

    private static int size(BsonDocument document) {
        return new RawBsonDocument(document, new BsonDocumentCodec())
                .getByteBuffer()
                .remaining();
    }

    private static InvalidInputException refused(String found) {
        return new InvalidInputException(String.format(
                Locale.ROOT,
                "stress.source = embedded-mongodb: the data set has %s; allowed are documents of up to %,d bytes with %,d elements in all,"
                        + " as in stress.scale = small, since this is an emulator: use change-log or mongodb for more",
                found,
                MOST_BYTES,
                MOST_ELEMENTS));
    }
}

package dev.flattensync.stress.variant;

import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.stress.workload.ElementSource;
import dev.flattensync.stress.workload.SyntheticDocuments;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonDocument;

/**
 * The documents of one size of the experiment. Only some of them are ever changed, and these are spread evenly over the
 * tables; the rest need not be in memory, so that there may be many.
 */
final class Population {
    private static final int MOST_CHANGED = 20;

    private final SyntheticDocuments documents;
    private final int size;
    private final int changed;

    /** @param scale the number of documents, then of elements in each array of depth 1 and 2 */
    Population(DocumentMapping mapping, List<Integer> scale, long seed) {
        this.documents = new SyntheticDocuments(mapping, scale, seed);
        this.size = scale.get(0);
        this.changed = Math.min(size, MOST_CHANGED);
    }

    /** All documents as they are at the start. */
    Iterable<BsonDocument> all() {
        return documents;
    }

    /** Those that may be changed. */
    List<BsonDocument> changeable() {
        List<BsonDocument> chosen = new ArrayList<>();
        int number = 0;
        for (BsonDocument document : documents) {
            if (isChangeable(number++)) {
                chosen.add(document);
            }
        }
        return chosen;
    }

    /** All documents, if those that may be changed have become these. */
    Iterable<BsonDocument> with(Collection<BsonDocument> now) {
        return () -> {
            Iterator<BsonDocument> start = documents.iterator();
            Stream<BsonDocument> unchanged = IntStream.range(0, size)
                    .mapToObj(number -> isChangeable(number) ? skipped(start) : Stream.of(start.next()))
                    .flatMap(one -> one);
            return Stream.concat(unchanged, now.stream()).iterator();
        };
    }

    private static Stream<BsonDocument> skipped(Iterator<BsonDocument> documents) {
        documents.next();
        return Stream.empty();
    }

    /** Elements to add, under ids that none has. The same ones for each variant. */
    ElementSource newElements(long seed) {
        return documents.newElements(new SplittableRandom(seed));
    }

    /** Of each of so many equal parts the first. */
    private boolean isChangeable(int number) {
        return (long) number * changed / size != ((long) number - 1) * changed / size || number == 0;
    }
}

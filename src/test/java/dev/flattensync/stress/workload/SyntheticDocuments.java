package dev.flattensync.stress.workload;

import dev.flattensync.mapping.DocumentMapping;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bson.BsonDocument;

/**
 * Documents made up from a seed, one at a time: there may be more of them than fit in memory. Each walk through them
 * makes the same ones.
 */
public final class SyntheticDocuments implements Iterable<BsonDocument> {
    private final DocumentMapping mapping;
    private final List<Integer> scale;
    private final long seed;
    private final Vocabulary vocabulary;

    /**
     * @param scale the number of documents, then of elements in each array of depth 1, 2, ...; at least as many numbers
     *     as the mapping has depths
     */
    public SyntheticDocuments(DocumentMapping mapping, List<Integer> scale, long seed) {
        this.mapping = mapping;
        this.scale = List.copyOf(scale);
        this.seed = seed;
        this.vocabulary = new Vocabulary(seed);
    }

    @Override
    public Iterator<BsonDocument> iterator() {
        ElementSource source = source(new SplittableRandom(seed), "");
        return IntStream.range(0, scale.get(0))
                .mapToObj(i -> source.next(mapping.root(), 1))
                .iterator();
    }

    /**
     * Elements to add to the documents, as large as those in them, under ids that none of them has.
     *
     * @param random where their values come from
     */
    public ElementSource newElements(SplittableRandom random) {
        return source(random, "new-");
    }

    private ElementSource source(SplittableRandom random, String idPrefix) {
        return new SyntheticElements(vocabulary, scale, random, idPrefix);
    }
}

package dev.flattensync.stress.workload;

import dev.flattensync.mapping.DocumentMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bson.BsonDocument;

/** The documents that a run starts from, and the seeded sequence of operations on them. */
public final class DataSet {
    private final DocumentMapping mapping;
    private final List<BsonDocument> documents;
    private final List<Integer> scale;
    private final boolean real;
    private final long seed;

    private DataSet(
            DocumentMapping mapping, List<BsonDocument> documents, List<Integer> scale, boolean real, long seed) {
        this.mapping = mapping;
        this.documents = List.copyOf(documents);
        this.scale = scale;
        this.real = real;
        this.seed = seed;
    }

    /**
     * Documents made up from the seed.
     *
     * @param scale the number of documents, then of elements in each array of depth 1, 2, ...; at least as many numbers
     *     as the mapping has depths
     */
    public static DataSet synthetic(DocumentMapping mapping, List<Integer> scale, long seed) {
        List<BsonDocument> documents = new ArrayList<>();
        new SyntheticDocuments(mapping, scale, seed).forEach(documents::add);
        return new DataSet(mapping, documents, scale, false, seed);
    }

    /**
     * Documents that were read from a file.
     *
     * @param scale as for made-up documents: the size of new elements where the real documents have none to copy
     */
    public static DataSet real(DocumentMapping mapping, List<BsonDocument> documents, List<Integer> scale, long seed) {
        return new DataSet(mapping, documents, scale, true, seed);
    }

    /** The mapping that the documents fit. */
    public DocumentMapping mapping() {
        return mapping;
    }

    /** The documents at the start of the run. They are never changed in place. */
    public List<BsonDocument> documents() {
        return documents;
    }

    /** The operations of a run. Each call starts the same sequence anew. */
    public OperationSequence operations(EventMix mix) {
        Vocabulary vocabulary = new Vocabulary(seed);
        SplittableRandom random = new SplittableRandom(seed);
        ElementSource synthetic = new SyntheticElements(vocabulary, scale, random.split(), "new-");
        ElementSource elements =
                real ? new TemplateElements(mapping.root(), documents, synthetic, random.split()) : synthetic;
        return new OperationSequence(this, mix, elements, vocabulary, random.split());
    }
}

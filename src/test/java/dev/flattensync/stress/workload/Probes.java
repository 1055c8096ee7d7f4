package dev.flattensync.stress.workload;

import dev.flattensync.flatten.CanonicalId;
import dev.flattensync.mapping.ElementMapping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Where readers look beside the changes: places in the documents as they were at the start. Changes may have moved or
 * deleted what was there, as they would under any real reader.
 */
public final class Probes {
    private final List<BsonDocument> documents;
    private final ElementMapping element;
    private final RandomGenerator random;

    /**
     * A place to look up.
     *
     * @param documentId the document's canonical id
     * @param positions the element's position in each array around it
     */
    public record Probe(String documentId, List<Integer> positions) {}

    /**
     * Looks for the deepest kind of element that the documents hold.
     *
     * @param random where its choices come from
     */
    public Probes(DataSet data, RandomGenerator random) {
        this.documents = data.documents();
        this.random = random;
        this.element = data.mapping().elements().stream()
                .sorted(Comparator.comparingInt(ElementMapping::depth).reversed())
                .filter(candidate -> documents.stream().anyMatch(document -> holds(document, candidate, 1)))
                .findFirst()
                .orElse(data.mapping().root());
    }

    /** What is looked up. */
    public ElementMapping element() {
        return element;
    }

    /** The next place. */
    public Probe next() {
        while (true) {
            BsonDocument document = documents.get(random.nextInt(documents.size()));
            List<Integer> positions = positions(document);
            if (positions.size() == element.depth()) {
                return new Probe(CanonicalId.of(document.get("_id")), positions);
            }
        }
    }

    /** Random positions down to the element, as far as the document goes. */
    private List<Integer> positions(BsonDocument document) {
        List<Integer> positions = new ArrayList<>();
        BsonValue at = document;
        for (ElementMapping array : element.chain().subList(1, element.depth() + 1)) {
            BsonArray elements = array(at, array);
            if (elements.isEmpty()) {
                return positions;
            }
            positions.add(random.nextInt(elements.size()));
            at = elements.get(positions.get(positions.size() - 1));
        }
        return at.isDocument() ? positions : List.of();
    }

    private static boolean holds(BsonValue at, ElementMapping candidate, int depth) {
        return depth > candidate.depth()
                ? at.isDocument()
                : array(at, candidate.chain().get(depth)).stream()
                        .anyMatch(element -> holds(element, candidate, depth + 1));
    }

    private static BsonArray array(BsonValue at, ElementMapping array) {
        BsonValue elements = DocumentPaths.get(at, array.arrayPath());
        return elements != null && elements.isArray() ? elements.asArray() : new BsonArray();
    }
}

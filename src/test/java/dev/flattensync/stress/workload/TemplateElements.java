package dev.flattensync.stress.workload;

import dev.flattensync.mapping.ElementMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Elements that are copies of real ones, each under a new id of the same BSON type. */
final class TemplateElements implements ElementSource {
    /** Enough for variety, and a bound on what is searched in a large file. */
    private static final int MOST_TEMPLATES = 1_000;

    private final Map<ElementMapping, List<BsonDocument>> templates = new HashMap<>();
    private final FreshIds ids;
    private final ElementSource otherwise;
    private final RandomGenerator random;

    /**
     * @param root the mapping of the documents
     * @param documents the real documents
     * @param otherwise makes elements of which the documents hold none
     * @param random where its choices come from
     */
    TemplateElements(
            ElementMapping root, List<BsonDocument> documents, ElementSource otherwise, RandomGenerator random) {
        this.ids = new FreshIds(root, documents);
        this.otherwise = otherwise;
        this.random = random;
        documents.forEach(document -> gather(root, document));
    }

    @Override
    public BsonDocument next(ElementMapping mapping, double fullness) {
        List<BsonDocument> ofKind = templates.getOrDefault(mapping, List.of());
        if (ofKind.isEmpty()) {
            return otherwise.next(mapping, fullness);
        }
        return copy(mapping, ofKind.get(random.nextInt(ofKind.size())), fullness);
    }

    private void gather(ElementMapping mapping, BsonDocument element) {
        List<BsonDocument> ofKind = templates.computeIfAbsent(mapping, m -> new ArrayList<>());
        if (ofKind.size() < MOST_TEMPLATES) {
            ofKind.add(element);
        }
        for (ElementMapping array : mapping.arrays()) {
            DocumentPaths.documents(element, array.arrayPath()).forEach(child -> gather(array, child));
        }
    }

    private BsonDocument copy(ElementMapping mapping, BsonDocument template, double fullness) {
        BsonDocument copy = new BsonDocument();
        copy.putAll(template);
        if (template.containsKey("_id")) {
            copy.put("_id", ids.next(mapping, template.get("_id")));
        }
        for (ElementMapping array : mapping.arrays()) {
            BsonValue elements = DocumentPaths.get(template, array.arrayPath());
            if (elements != null && elements.isArray()) {
                copy = DocumentPaths.with(copy, array.arrayPath(), copy(array, elements.asArray(), fullness))
                        .asDocument();
            }
        }
        return copy;
    }

    private BsonArray copy(ElementMapping mapping, BsonArray elements, double fullness) {
        BsonArray copies = new BsonArray();
        elements.subList(0, (int) Math.round(elements.size() * fullness))
                .forEach(element ->
                        copies.add(element.isDocument() ? copy(mapping, element.asDocument(), fullness) : element));
        return copies;
    }
}

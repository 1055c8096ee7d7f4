package dev.flattensync.stress.workload;

import dev.flattensync.flatten.ElementAddress;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldMapping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * The operations of a run, one after the other: a seeded draw from the event mix, each fitting the documents as the
 * ones before it left them.
 *
 * <p>It follows the documents' shapes only, so the sequence depends on the data set, the mix and the seed, and on
 * nothing that happens in the run. A kind that is not possible at the moment gives way to another draw, and if none is,
 * to a push or the insert of a document.
 *
 * <p>The data set stays near its size. Inserts and deletes of documents give way to each other where the number of
 * documents is off by {@value #TURN_PERCENT}%. Since pushes outnumber pulls by default, a data set that has grown gets
 * new elements that embed less ({@value #SLACK_PERCENT}% over its size, nothing) and loses its larger documents first.
 */
public final class OperationSequence {
    private static final int SLACK_PERCENT = 10;
    private static final int TURN_PERCENT = 2;
    /** Of so many documents the largest is deleted where the data set has grown. */
    private static final int DELETE_CHOICES = 16;
    /** How often another place is tried before a kind gives way. */
    private static final int ATTEMPTS = 20;

    private final ElementMapping root;
    private final EventMix mix;
    private final ElementSource elements;
    private final Vocabulary vocabulary;
    private final Map<ElementMapping, List<FieldMapping>> editable;
    private final RandomGenerator random;
    private final List<DocumentShape> documents = new ArrayList<>();
    private final int firstDocuments;
    private final long firstRows;
    private long rows;
    private long number;

    /** A document that is there: its id and what it embeds. */
    private record DocumentShape(BsonValue id, ElementShape shape) {}

    /** An element in a document that is there. */
    private record Place(DocumentShape document, ElementAddress address, ElementShape shape) {}

    OperationSequence(
            DataSet data, EventMix mix, ElementSource elements, Vocabulary vocabulary, RandomGenerator random) {
        this.root = data.mapping().root();
        this.mix = mix;
        this.elements = elements;
        this.vocabulary = vocabulary;
        this.random = random;
        this.editable = EditableFields.of(root, data.documents());
        data.documents()
                .forEach(document ->
                        documents.add(new DocumentShape(document.get("_id"), ElementShape.of(root, document))));
        this.firstDocuments = documents.size();
        this.firstRows = documents.stream()
                .mapToLong(document -> document.shape().rows())
                .sum();
        this.rows = firstRows;
    }

    /** The next operation. */
    public Operation next() {
        number++;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Operation> operation = operation(turned(mix.draw(random)));
            if (operation.isPresent()) {
                return operation.get();
            }
        }
        ElementMapping element = mix.draw(random).element();
        return push(element).orElseGet(this::insertDocument);
    }

    /** The kind itself, or its opposite where that brings the number of documents back. */
    private ChangeKind turned(ChangeKind kind) {
        ChangeKind insert = new ChangeKind(Verb.INSERT, root);
        ChangeKind delete = new ChangeKind(Verb.DELETE, root);
        int off = documents.size() - firstDocuments;
        int most = Math.max(1, firstDocuments * TURN_PERCENT / 100);
        if (kind.equals(insert) && off >= most && mix.kinds().contains(delete)) {
            return delete;
        }
        return kind.equals(delete) && off <= -most && mix.kinds().contains(insert) ? insert : kind;
    }

    private double growthPercent() {
        return (rows - firstRows) * 100.0 / firstRows;
    }

    private Optional<Operation> operation(ChangeKind kind) {
        boolean document = kind.element().parent().isEmpty();
        return switch (kind.verb()) {
            case EDIT ->
                place(kind.element())
                        .flatMap(place -> edit(place)
                                .map(edit -> new Operation.Edit(
                                        kind, place.document().id(), edit)));
            case PUSH -> push(kind.element());
            case PULL -> place(kind.element()).map(place -> pull(kind, place));
            case INSERT -> document ? Optional.of(insertDocument()) : insertAt(kind);
            case REPLACE -> place(root).map(place -> replace(kind, place.document()));
            case DELETE -> documents.size() < 2 ? Optional.empty() : Optional.of(delete(kind));
        };
    }

    private Optional<Operation> push(ElementMapping element) {
        return element.parent()
                .flatMap(this::place)
                .filter(parent -> array(parent, element) != null)
                .map(parent -> {
                    BsonDocument pushed = grown(element);
                    array(parent, element).add(ElementShape.of(element, pushed));
                    return new Operation.Push(
                            new ChangeKind(Verb.PUSH, element),
                            parent.document().id(),
                            parent.address(),
                            pushed);
                });
    }

    private Optional<Operation> insertAt(ChangeKind kind) {
        ElementMapping element = kind.element();
        return element.parent()
                .flatMap(this::place)
                .filter(parent -> array(parent, element) != null)
                .map(parent -> {
                    BsonDocument inserted = grown(element);
                    int position = random.nextInt(array(parent, element).size() + 1);
                    array(parent, element).add(position, ElementShape.of(element, inserted));
                    return new Operation.InsertAt(
                            kind, parent.document().id(), parent.address().element(element, position), inserted);
                });
    }

    private Operation pull(ChangeKind kind, Place place) {
        ElementShape parent = shapeAt(place.document(), place.address().parent());
        parent.arrays()
                .get(place.address().parent().mapping().arrays().indexOf(kind.element()))
                .remove(place.address().position());
        rows -= place.shape().rows();
        return new Operation.Pull(kind, place.document().id(), place.address());
    }

    private Operation insertDocument() {
        BsonDocument document = grown(root);
        documents.add(new DocumentShape(document.get("_id"), ElementShape.of(root, document)));
        return new Operation.Insert(new ChangeKind(Verb.INSERT, root), document);
    }

    private Operation delete(ChangeKind kind) {
        DocumentShape document = random.ints(growthPercent() > 0 ? DELETE_CHOICES : 1, 0, documents.size())
                .mapToObj(documents::get)
                .max(Comparator.comparingLong(candidate -> candidate.shape().rows()))
                .orElseThrow();
        documents.set(documents.indexOf(document), documents.get(documents.size() - 1));
        documents.remove(documents.size() - 1);
        rows -= document.shape().rows();
        return new Operation.Delete(kind, document.id());
    }

    /** A new version of a document: one edit in itself, and one in an element of each array, going down. */
    private Operation replace(ChangeKind kind, DocumentShape document) {
        List<Operation.FieldEdit> edits = new ArrayList<>();
        root.subtree()
                .forEach(element -> place(document, element).flatMap(this::edit).ifPresent(edits::add));
        return new Operation.Replace(kind, document.id(), edits);
    }

    private Optional<Operation.FieldEdit> edit(Place place) {
        List<FieldMapping> fields = editable.get(place.address().mapping());
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        FieldMapping field = fields.get(random.nextInt(fields.size()));
        return Optional.of(new Operation.FieldEdit(place.address(), field, vocabulary.newValue(field, random, number)));
    }

    private BsonDocument grown(ElementMapping element) {
        BsonDocument grown = elements.next(element, Math.max(0, Math.min(1, 1 - growthPercent() / SLACK_PERCENT)));
        rows += ElementShape.of(element, grown).rows();
        return grown;
    }

    private Optional<Place> place(ElementMapping element) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Place> place = place(documents.get(random.nextInt(documents.size())), element);
            if (place.isPresent()) {
                return place;
            }
        }
        return Optional.empty();
    }

    private Optional<Place> place(DocumentShape document, ElementMapping element) {
        Place place = new Place(document, ElementAddress.root(root), document.shape());
        for (ElementMapping next : element.chain().subList(1, element.depth() + 1)) {
            List<ElementShape> array = array(place, next);
            if (array == null || array.isEmpty()) {
                return Optional.empty();
            }
            int position = random.nextInt(array.size());
            if (array.get(position) == null) {
                return Optional.empty();
            }
            place = new Place(document, place.address().element(next, position), array.get(position));
        }
        return Optional.of(place);
    }

    private static List<ElementShape> array(Place parent, ElementMapping array) {
        return parent.shape().arrays().get(parent.address().mapping().arrays().indexOf(array));
    }

    private static ElementShape shapeAt(DocumentShape document, ElementAddress address) {
        ElementShape shape = document.shape();
        for (int depth = 0; depth < address.positions().size(); depth++) {
            List<ElementMapping> chain = address.mapping().chain();
            shape = shape.arrays()
                    .get(chain.get(depth).arrays().indexOf(chain.get(depth + 1)))
                    .get(address.positions().get(depth));
        }
        return shape;
    }
}

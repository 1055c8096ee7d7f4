package dev.flattensync.stress.verify;

import dev.flattensync.flatten.FlatElement;
import dev.flattensync.flatten.Flattener;
import dev.flattensync.flatten.MappingViolationException;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** A collection of random documents and random changes to it. After each change it fits the mapping. */
final class RandomSequence {
    private static final int MOST_DOCUMENTS = 3;
    private static final int MOST_CHANGES = 12;
    private static final int MOST_AT_ONCE = 4;
    private static final List<DocumentChange> CHANGES = List.of(DocumentChange.values());
    private static final List<DocumentChange> WITHIN_A_DOCUMENT =
            CHANGES.subList(0, CHANGES.indexOf(DocumentChange.SEVERAL_AT_ONCE));
    private static final List<DocumentChange> OF_DOCUMENTS =
            CHANGES.subList(CHANGES.indexOf(DocumentChange.REPLACE_DOCUMENT), CHANGES.size());

    private final DocumentMapping mapping;
    private final RandomGenerator random;
    private final Coverage coverage;
    private final RandomDocuments documents;
    private final RandomChanges randomChanges;
    private final List<BsonDocument> initial;
    private final List<CollectionChange> changes = new ArrayList<>();
    private final List<List<BsonDocument>> states = new ArrayList<>();
    private final Set<BsonValue> deleted = new LinkedHashSet<>();
    private Map<BsonValue, BsonDocument> now = new LinkedHashMap<>();

    private RandomSequence(DocumentMapping mapping, RandomGenerator random, Coverage coverage) {
        this.mapping = mapping;
        this.random = random;
        this.coverage = coverage;
        this.documents = new RandomDocuments(mapping, random);
        this.randomChanges = new RandomChanges(documents, random);
        for (int i = random.nextInt(MOST_DOCUMENTS + 1); i > 0; i--) {
            BsonDocument document = documents.document();
            now.put(document.get("_id"), document);
        }
        this.initial = List.copyOf(now.values());
        int count = 1 + random.nextInt(MOST_CHANGES);
        while (changes.size() < count) {
            change(kind());
        }
    }

    /** @param coverage is told the kind of each change */
    static RandomSequence next(DocumentMapping mapping, RandomGenerator random, Coverage coverage) {
        return new RandomSequence(mapping, random, coverage);
    }

    /** The documents before the first change. */
    List<BsonDocument> initial() {
        return initial;
    }

    /** The changes, in order. */
    List<CollectionChange> changes() {
        return changes;
    }

    /** The documents after so many changes, at least one. */
    List<BsonDocument> after(int count) {
        return states.get(count - 1);
    }

    /** Mostly changes within a document, where most can go wrong. */
    private DocumentChange kind() {
        if (now.isEmpty()) {
            return DocumentChange.INSERT_DOCUMENT;
        }
        return switch (random.nextInt(10)) {
            case 0, 1 -> pick(OF_DOCUMENTS);
            case 2 -> DocumentChange.SEVERAL_AT_ONCE;
            default -> pick(WITHIN_A_DOCUMENT);
        };
    }

    private void change(DocumentChange kind) {
        switch (kind) {
            case INSERT_DOCUMENT -> insert();
            case DELETE_DOCUMENT -> commit(kind, new CollectionChange(anyId(), null, null));
            case DELETE_AND_INSERT_DOCUMENT -> deleteAndInsert();
            case REPLACE_DOCUMENT -> {
                BsonValue id = anyId();
                commit(kind, new CollectionChange(id, null, sharing(documents.document(id), now.get(id))));
            }
            case MOVE_TO_ANOTHER_DOCUMENT -> moveBetween(anyId(), anyId());
            case SEVERAL_AT_ONCE -> {
                BsonValue id = anyId();
                BsonDocument document = now.get(id).clone();
                for (int i = 2 + random.nextInt(MOST_AT_ONCE - 1); i > 0; i--) {
                    randomChanges.apply(pick(WITHIN_A_DOCUMENT), document);
                }
                commit(kind, new CollectionChange(id, null, document));
            }
            default -> {
                BsonValue id = anyId();
                BsonDocument document = now.get(id).clone();
                randomChanges.apply(kind, document);
                commit(kind, new CollectionChange(id, null, document));
            }
        }
    }

    /** A new document, or one again that was deleted before. */
    private void insert() {
        BsonDocument document = deleted.isEmpty() || random.nextBoolean()
                ? documents.document()
                : documents.document(deleted.iterator().next());
        commit(DocumentChange.INSERT_DOCUMENT, new CollectionChange(document.get("_id"), null, document));
    }

    private void deleteAndInsert() {
        BsonValue id = anyId();
        BsonDocument before = now.get(id);
        BsonDocument after = random.nextInt(3) == 0 ? before : sharing(documents.document(id), before);
        commit(
                DocumentChange.DELETE_AND_INSERT_DOCUMENT,
                new CollectionChange(id, null, null),
                new CollectionChange(id, null, after));
    }

    /** The element leaves one document before it comes to the other, as it would be twice in between. */
    private void moveBetween(BsonValue from, BsonValue to) {
        if (!from.equals(to)) {
            BsonDocument source = now.get(from).clone();
            BsonDocument target = now.get(to).clone();
            randomChanges.move(source, target);
            commit(
                    DocumentChange.MOVE_TO_ANOTHER_DOCUMENT,
                    new CollectionChange(from, null, source),
                    new CollectionChange(to, null, target));
        }
    }

    /** The document with some arrays of the other one. */
    private BsonDocument sharing(BsonDocument document, BsonDocument other) {
        for (ElementMapping array : mapping.root().arrays()) {
            if (random.nextBoolean() && Embedded.get(other, array.arrayPath()) instanceof BsonArray shared) {
                Embedded.put(document, array.arrayPath(), shared);
            }
        }
        return document;
    }

    /** Makes the changes, if each of them changes something and leaves documents that fit. */
    private void commit(DocumentChange kind, CollectionChange... made) {
        Map<BsonValue, BsonDocument> next = new LinkedHashMap<>(now);
        List<CollectionChange> done = new ArrayList<>();
        List<List<BsonDocument>> reached = new ArrayList<>();
        for (CollectionChange change : made) {
            BsonDocument before = next.get(change.id());
            BsonDocument after = change.after() == null ? null : change.after().clone();
            if (after == null) {
                next.remove(change.id());
            } else if (after.equals(before)) {
                return;
            } else {
                next.put(change.id(), after);
            }
            if (!fit(next.values())) {
                return;
            }
            done.add(new CollectionChange(change.id(), before, after));
            reached.add(List.copyOf(next.values()));
        }
        now = next;
        changes.addAll(done);
        states.addAll(reached);
        done.stream().filter(change -> change.after() == null).forEach(change -> deleted.add(change.id()));
        deleted.removeAll(next.keySet());
        coverage.count(kind);
    }

    /** Whether the documents fit the mapping, and no two elements that embed arrays share an id. */
    private boolean fit(Collection<BsonDocument> collection) {
        Map<ElementMapping, Set<String>> ids = new HashMap<>();
        try {
            return collection.stream().allMatch(document -> unique(Flattener.document(mapping, document), ids));
        } catch (MappingViolationException unfit) {
            return false;
        }
    }

    private static boolean unique(FlatElement element, Map<ElementMapping, Set<String>> ids) {
        if (!element.mapping().arrays().isEmpty()
                && !ids.computeIfAbsent(element.mapping(), mapping -> new HashSet<>())
                        .add(element.id())) {
            return false;
        }
        return element.arrays().stream()
                .flatMap(array -> array.elements().values().stream())
                .allMatch(child -> unique(child, ids));
    }

    private BsonValue anyId() {
        return pick(List.copyOf(now.keySet()));
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}

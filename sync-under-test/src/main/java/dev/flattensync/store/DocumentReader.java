package dev.flattensync.store;

import dev.flattensync.flatten.ElementAddress;
import dev.flattensync.flatten.EmbeddedArray;
import dev.flattensync.flatten.FlatElement;
import dev.flattensync.flatten.OutOfStepException;
import dev.flattensync.flatten.Region;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.schema.FlatLayout;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads documents back from their rows: whole ones, or just the regions that a batch restructures. */
public final class DocumentReader {
    private final Connection connection;
    private final FlatLayout layout;
    private final FlatSql sql;
    private final KnownArrays known;

    /**
     * @param connection with pinned plans, in the transaction that will write
     * @param layout the tables
     * @param sql their statements
     * @param known arrays that are not read
     */
    public DocumentReader(Connection connection, FlatLayout layout, FlatSql sql, KnownArrays known) {
        this.connection = connection;
        this.layout = layout;
        this.sql = sql;
        this.known = known;
    }

    /** A place to read rows below: some positions in a document. */
    private record Place(String documentId, List<Integer> positions) {}

    /**
     * Reads whole documents.
     *
     * @param ids canonical ids
     * @return the documents that are there, by id
     * @throws SQLException if the database refuses
     */
    public Map<String, FlatElement> documents(List<String> ids) throws SQLException {
        Map<String, ElementBuilder> documents = new LinkedHashMap<>();
        List<Place> places = ids.stream().map(id -> new Place(id, List.of())).toList();
        readRows(layout.mapping().root(), places, (place, path, element) -> documents.put(place.documentId(), element));
        List<Place> found = places.stream()
                .filter(place -> documents.containsKey(place.documentId()))
                .toList();
        readArrays(layout.mapping().root(), found, found, documents);
        return built(documents);
    }

    /**
     * Reads regions of documents, and of the elements around them the ids.
     *
     * @param regions by the canonical id of the document; those of one document must not overlap
     * @return the documents as far as they were read, by id
     * @throws OutOfStepException if an element around a region is not there
     * @throws SQLException if the database refuses
     */
    public Map<String, FlatElement> regions(Map<String, List<Region>> regions) throws SQLException {
        Map<String, ElementBuilder> documents = new LinkedHashMap<>();
        Map<ElementMapping, Set<Place>> around = new LinkedHashMap<>();
        Map<ElementMapping, Set<Place>> rows = new LinkedHashMap<>();
        Map<ElementMapping, Set<Place>> elements = new LinkedHashMap<>();
        Map<Shape, List<Place>> places = new LinkedHashMap<>();
        regions.forEach((id, ofDocument) -> ofDocument.forEach(region -> {
            if (region instanceof Region.Row row) {
                note(around, id, row.address());
                note(rows, id, row.address());
            } else if (region instanceof Region.Below below && below.isSingleRow()) {
                note(elements, id, below.element());
            } else if (region instanceof Region.Below below) {
                note(around, id, below.parent());
                List<Integer> bound = below.boundPositions();
                places.computeIfAbsent(new Shape(below.array(), bound.size()), shape -> new ArrayList<>())
                        .add(new Place(id, bound));
            }
        }));
        for (Map.Entry<ElementMapping, Set<Place>> ofMapping : around.entrySet()) {
            locate(ofMapping.getKey(), List.copyOf(ofMapping.getValue()), documents);
        }
        for (Map.Entry<ElementMapping, Set<Place>> ofMapping : rows.entrySet()) {
            readRows(
                    ofMapping.getKey(),
                    List.copyOf(ofMapping.getValue()),
                    (place, path, element) ->
                            located(documents, ofMapping.getKey(), place).fill(element));
        }
        for (Map.Entry<ElementMapping, Set<Place>> ofMapping : elements.entrySet()) {
            readElements(ofMapping.getKey(), List.copyOf(ofMapping.getValue()), documents);
        }
        for (Map.Entry<Shape, List<Place>> ofShape : places.entrySet()) {
            readBelow(ofShape.getKey().array(), ofShape.getValue(), documents);
        }
        return built(documents);
    }

    private static void note(Map<ElementMapping, Set<Place>> places, String documentId, ElementAddress address) {
        places.computeIfAbsent(address.mapping(), mapping -> new LinkedHashSet<>())
                .add(new Place(documentId, address.positions()));
    }

    private static ElementBuilder located(Map<String, ElementBuilder> documents, ElementMapping mapping, Place place) {
        ElementBuilder element = documents.get(place.documentId());
        for (int depth = 1; depth <= mapping.depth(); depth++) {
            element =
                    element.child(mapping.chain().get(depth), place.positions().get(depth - 1));
        }
        return element;
    }

    /** Regions that one statement can read: of the same array, with the same number of positions given. */
    private record Shape(ElementMapping array, int bound) {}

    /** Finds elements and those around them, and notes their ids. */
    private void locate(ElementMapping mapping, List<Place> places, Map<String, ElementBuilder> documents)
            throws SQLException {
        Set<Place> missing = new LinkedHashSet<>(places);
        try (PreparedStatement query = connection.prepareStatement(sql.locate(layout.table(mapping)))) {
            bind(query, places, mapping.depth());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Place place = places.get(rows.getInt(1) - 1);
                    if (!missing.remove(place)) {
                        throw outOfStep(place, path(mapping, place), "one row of table \"" + mapping.table() + "\"");
                    }
                    around(mapping, place, rows, documents);
                }
            }
        }
        requireNone(missing, mapping);
    }

    /** Reads elements that embed nothing and need not be there, and finds those around them, which must. */
    private void readElements(ElementMapping mapping, List<Place> places, Map<String, ElementBuilder> documents)
            throws SQLException {
        ElementMapping parent = mapping.parent().orElseThrow();
        Set<Place> missing = new LinkedHashSet<>(places);
        try (PreparedStatement query = connection.prepareStatement(sql.selectWithin(layout.table(mapping)))) {
            bind(query, places, mapping.depth());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Place place = places.get(rows.getInt(1) - 1);
                    if (!missing.remove(place)) {
                        throw outOfStep(
                                place,
                                path(mapping, place),
                                "at most one row of table \"%s\" below one of \"%s\""
                                        .formatted(mapping.table(), parent.table()));
                    }
                    ElementBuilder around = around(parent, place, rows, documents);
                    if (rows.getString(1 + mapping.depth()) != null) {
                        around.add(
                                element(mapping, rows, 1 + mapping.depth()),
                                place.positions().get(parent.depth()));
                    }
                }
            }
        }
        requireNone(missing, parent);
    }

    /** The element around a place, of which a row tells the ids from the second column on. */
    private ElementBuilder around(
            ElementMapping mapping, Place place, ResultSet row, Map<String, ElementBuilder> documents)
            throws SQLException {
        ElementBuilder element = documents.computeIfAbsent(
                place.documentId(), id -> ElementBuilder.unread(layout.mapping().root(), id));
        for (int depth = 1; depth <= mapping.depth(); depth++) {
            element = element.child(
                    mapping.chain().get(depth), place.positions().get(depth - 1), row.getString(1 + depth));
        }
        return element;
    }

    private static void requireNone(Set<Place> missing, ElementMapping mapping) {
        for (Place place : missing) {
            throw outOfStep(place, path(mapping, place), "a row of table \"" + mapping.table() + "\"");
        }
    }

    private static String path(ElementMapping mapping, Place place) {
        return new ElementAddress(mapping, place.positions().subList(0, mapping.depth())).path();
    }

    /** Reads an array's elements at or below the places, then what they embed. */
    private void readBelow(ElementMapping array, List<Place> places, Map<String, ElementBuilder> documents)
            throws SQLException {
        Set<Place> filled = new LinkedHashSet<>();
        List<Place> read = new ArrayList<>();
        readRows(array, places, (place, path, element) -> {
            ElementBuilder parent = documents.get(place.documentId());
            for (int depth = 1; depth < array.depth() && parent != null; depth++) {
                parent = parent.child(array.chain().get(depth), path.get(depth - 1));
            }
            if (parent == null || !parent.add(element, path.get(path.size() - 1))) {
                throw outOfStep(
                        place,
                        new ElementAddress(array, path).path(),
                        "one row of table \"" + array.table() + "\" below a parent");
            }
            if (!array.arrays().isEmpty()) {
                filled.add(place);
                read.add(new Place(place.documentId(), path));
            }
        });
        readArrays(array, read, List.copyOf(filled), documents);
    }

    /**
     * Reads the arrays of elements that were read.
     *
     * @param read where the elements sit
     * @param around the places that hold them all and nothing else, which take fewer parameters
     */
    private void readArrays(
            ElementMapping mapping, List<Place> read, List<Place> around, Map<String, ElementBuilder> documents)
            throws SQLException {
        for (ElementMapping array : mapping.arrays()) {
            List<Place> unknown = read;
            if (array.arrays().isEmpty()) {
                unknown = read.stream()
                        .filter(place -> !isKnown(array, place, documents))
                        .toList();
            }
            readBelow(array, unknown.size() == read.size() ? around : unknown, documents);
        }
    }

    private boolean isKnown(ElementMapping array, Place place, Map<String, ElementBuilder> documents) {
        ElementBuilder parent = documents.get(place.documentId());
        List<String> ids = new ArrayList<>();
        for (int depth = 1; depth < array.depth(); depth++) {
            parent = parent.child(array.chain().get(depth), place.positions().get(depth - 1));
            ids.add(parent.id());
        }
        EmbeddedArray stored = known.stored(place.documentId(), array, place.positions(), ids);
        if (stored == null) {
            return false;
        }
        parent.know(array, stored);
        return true;
    }

    private void readRows(ElementMapping mapping, List<Place> places, RowConsumer rows) throws SQLException {
        if (places.isEmpty()) {
            return;
        }
        int bound = places.get(0).positions().size();
        try (PreparedStatement query = connection.prepareStatement(sql.select(layout.table(mapping), bound))) {
            bind(query, places, bound);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Place place = places.get(row.getInt(1) - 1);
                    List<Integer> path = new ArrayList<>(place.positions());
                    for (int depth = bound + 1; depth <= mapping.depth(); depth++) {
                        path.add(row.getInt(1 + depth - bound));
                    }
                    rows.accept(place, path, element(mapping, row, 2 + mapping.depth() - bound));
                }
            }
        }
    }

    /** The element of a row, from its id (at that column) on. */
    private ElementBuilder element(ElementMapping mapping, ResultSet row, int idColumn) throws SQLException {
        List<Object> values = new ArrayList<>(mapping.fields().size());
        for (int i = 0; i < mapping.fields().size(); i++) {
            values.add(mapping.fields().get(i).type().read(row, idColumn + 1 + i));
        }
        String tuple = row.getString(idColumn + 1 + mapping.fields().size());
        return new ElementBuilder(mapping, row.getString(idColumn), Collections.unmodifiableList(values), tuple);
    }

    private void bind(PreparedStatement query, List<Place> places, int bound) throws SQLException {
        new StatementParameters(connection, query)
                .texts(places, Place::documentId)
                .positions(places, bound, Place::positions);
    }

    private static Map<String, FlatElement> built(Map<String, ElementBuilder> documents) {
        Map<String, FlatElement> built = new LinkedHashMap<>();
        documents.forEach((id, document) -> built.put(id, document.build()));
        return built;
    }

    private static OutOfStepException outOfStep(Place place, String path, String expected) {
        return new OutOfStepException(
                "expected %s for document \"%s\" at path \"%s\", found none or several; the rows were changed behind the sync's back: take a new snapshot"
                        .formatted(expected, place.documentId(), path));
    }

    /** Takes a row that was read. */
    @FunctionalInterface
    private interface RowConsumer {
        void accept(Place place, List<Integer> path, ElementBuilder element);
    }
}

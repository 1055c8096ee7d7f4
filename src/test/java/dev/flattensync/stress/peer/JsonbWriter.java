package dev.flattensync.stress.peer;

import dev.flattensync.change.ChangeEvent;
import dev.flattensync.flatten.CanonicalId;
import dev.flattensync.flatten.OutOfStepException;
import dev.flattensync.mapping.CanonicalJson;
import dev.flattensync.mapping.DocumentMapping;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Writes documents to a {@link JsonbTable}: what {@code jsonb_set} can do without sending the document, all else by
 * sending it whole.
 *
 * <p>Of a document of 1.1 MB, {@code jsonb_set} of one comment took 0.40 of the time of writing it whole with lz4, 0.47
 * uncompressed, 0.68 with pglz. Each further one copies the document once more: from the fourth in a batch on, writing
 * it whole is faster.
 */
final class JsonbWriter implements DocumentWriter {
    private static final int MOST_SETS = 3;

    private final DocumentMapping mapping;
    private final String table;
    private final LongAdder rows;

    /** @param rows is told how many rows are written */
    JsonbWriter(DocumentMapping mapping, String table, LongAdder rows) {
        this.mapping = mapping;
        this.table = table;
        this.rows = rows;
    }

    @Override
    public void write(Connection connection, List<ChangeEvent.OfDocument> events, Lookups lookups) throws SQLException {
        Map<String, BsonValue> whole = new LinkedHashMap<>();
        Map<String, Map<List<String>, CanonicalJson>> sets = new LinkedHashMap<>();
        for (ChangeEvent.OfDocument event : events) {
            String id = CanonicalId.of(event.documentId());
            Optional<Map<List<String>, CanonicalJson>> more =
                    lookups.mayHold(event) ? Optional.empty() : ScalarSets.of(mapping, event);
            more.ifPresent(
                    some -> sets.computeIfAbsent(id, i -> new LinkedHashMap<>()).putAll(some));
            if (more.isEmpty() || sets.get(id).size() > MOST_SETS) {
                whole.put(id, event.documentId());
            }
        }
        sets.keySet().removeAll(whole.keySet());
        Map<Integer, Map<String, Map<List<String>, CanonicalJson>>> byCount = new TreeMap<>();
        sets.forEach((id, ofDocument) -> byCount.computeIfAbsent(ofDocument.size(), count -> new LinkedHashMap<>())
                .put(id, ofDocument));
        // An update may set nothing at all.
        byCount.remove(0);
        for (Map.Entry<Integer, Map<String, Map<List<String>, CanonicalJson>>> alike : byCount.entrySet()) {
            set(connection, alike.getKey(), alike.getValue());
        }
        for (List<BsonValue> group : Lookups.groups(whole.values())) {
            writeWhole(connection, group, lookups.current(group));
        }
    }

    private void set(Connection connection, int count, Map<String, Map<List<String>, CanonicalJson>> sets)
            throws SQLException {
        String value = "jsonb_set(".repeat(count) + "document" + ", ?::text[], ?::jsonb)".repeat(count);
        try (PreparedStatement update =
                connection.prepareStatement("update " + table + " set document = " + value + " where _id = ?")) {
            for (Map.Entry<String, Map<List<String>, CanonicalJson>> document : sets.entrySet()) {
                int parameter = 0;
                for (Map.Entry<List<String>, CanonicalJson> set :
                        document.getValue().entrySet()) {
                    update.setArray(
                            ++parameter,
                            connection.createArrayOf("text", set.getKey().toArray()));
                    update.setString(++parameter, set.getValue().text());
                }
                update.setString(++parameter, document.getKey());
                update.addBatch();
            }
            execute(update, List.copyOf(sets.keySet()));
        }
    }

    private void writeWhole(Connection connection, List<BsonValue> ids, Map<String, BsonDocument> documents)
            throws SQLException {
        Set<String> stored = StoredIds.among(
                connection, table, ids.stream().map(CanonicalId::of).toList());
        List<String> updated = new ArrayList<>();
        List<String> inserted = new ArrayList<>();
        documents.keySet().forEach(id -> (stored.contains(id) ? updated : inserted).add(id));
        stored.removeAll(documents.keySet());
        send(connection, "update " + table + " set document = ?::jsonb where _id = ?", updated, documents);
        send(connection, "insert into " + table + " (document, _id) values (?::jsonb, ?)", inserted, documents);
        send(connection, "delete from " + table + " where _id = ?", List.copyOf(stored), Map.of());
    }

    /** Parameters: the document, where there is one, and its id. */
    private void send(Connection connection, String statement, List<String> ids, Map<String, BsonDocument> documents)
            throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (String id : ids) {
                int parameter = 0;
                if (documents.containsKey(id)) {
                    prepared.setString(
                            ++parameter, CanonicalJson.of(documents.get(id)).text());
                }
                prepared.setString(++parameter, id);
                prepared.addBatch();
            }
            execute(prepared, ids);
        }
    }

    private void execute(PreparedStatement statement, List<String> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        int[] counts = statement.executeBatch();
        rows.add(Arrays.stream(counts).sum());
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 1) {
                throw new OutOfStepException(
                        "expected 1 row of document \"%s\" in table %s to write, found %d; load the table anew"
                                .formatted(ids.get(i), table, counts[i]));
            }
        }
    }
}

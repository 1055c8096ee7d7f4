package dev.flattensync.stress.workload;

import com.mongodb.MongoNamespace;
import com.typesafe.config.ConfigFactory;
import dev.flattensync.flatten.ElementAddress;
import dev.flattensync.flatten.FlatElement;
import dev.flattensync.flatten.Flattener;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldMapping;
import dev.flattensync.mapping.MappingReader;
import dev.flattensync.stress.primary.ChangeLog;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Users with posts with comments: a mapping for tests, and short ways to write operations on its documents. */
public final class Blog {
    /** The cluster time before a log's first event. */
    public static final Instant START = Instant.ofEpochSecond(1_800_000_000L);
    /**
     * Documents with what real ones hold and made-up ones don't: null, missing and empty arrays, holes, elements
     * without fields.
     */
    public static final List<String> IRREGULAR = List.of(
            "{_id: 'null array', name: 'a', posts: null}",
            "{_id: 'missing array', name: 'b'}",
            "{_id: 'empty array', name: 'c', address: null, posts: []}",
            """
            {_id: 'holes', name: 'd', address: {city: 'x'}, posts: [
                null,
                {_id: 'p1', title: 't', comments: [null, {_id: 'c1', content: 'x'}, null, {_id: 'c2'}]},
                {_id: 'p2', title: 't', comments: null},
                {_id: 'p3'}]}""");

    private final DocumentMapping mapping = MappingReader.read("test", ConfigFactory.parseString("""
            collection = users
            element = user
            link = u
            fields = [ name text, address.city text ]
            arrays = [ {
              field = posts
              element = post
              link = p
              fields = [ title text, body text ]
              arrays = [ { field = comments, element = comment, link = c, fields = [ content text ] } ]
            } ]
            """));

    /** The mapping; one tree for each blog. */
    public DocumentMapping mapping() {
        return mapping;
    }

    /** An element of the mapping by its name. */
    public ElementMapping element(String name) {
        return mapping.elements().stream()
                .filter(element -> element.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A kind of change by its label. */
    public ChangeKind kind(String label) {
        return ChangeKind.all(mapping).stream()
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    /** A mix of some kinds, all of one weight. */
    public EventMix mixOf(String... labels) {
        return new EventMix(Arrays.stream(labels)
                .collect(Collectors.toMap(this::kind, label -> 1.0, Double::sum, LinkedHashMap::new)));
    }

    /** A mix of all kinds, all of one weight. */
    public EventMix mixOfAll() {
        return mixOf(ChangeKind.all(mapping).stream().map(ChangeKind::label).toArray(String[]::new));
    }

    /** A mix of some kinds with weights. */
    public EventMix mixOf(Map<String, Double> weights) {
        Map<ChangeKind, Double> inOrder = new LinkedHashMap<>();
        ChangeKind.all(mapping).forEach(kind -> inOrder.put(kind, weights.getOrDefault(kind.label(), 0.0)));
        return new EventMix(inOrder);
    }

    /** Real documents, given as JSON. */
    public DataSet data(long seed, List<String> documents) {
        return DataSet.real(mapping, documents.stream().map(BsonDocument::parse).toList(), List.of(2, 2, 2), seed);
    }

    /** A log that starts with documents given as JSON. */
    public ChangeLog log(String... documents) {
        return log(Stream.of(documents).map(BsonDocument::parse).toList());
    }

    public ChangeLog log(List<BsonDocument> documents) {
        return new ChangeLog(new MongoNamespace("shop", "users"), documents, START);
    }

    /** How many rows documents take. */
    long rows(List<BsonDocument> documents) {
        return documents.stream()
                .map(document -> Flattener.document(mapping, document))
                .mapToLong(FlatElement::rows)
                .sum();
    }

    public Operation edit(String element, String field, BsonValue value, int... positions) {
        return new Operation.Edit(
                kind("edit " + element), new BsonString("1"), fieldEdit(element, field, value, positions));
    }

    public Operation.FieldEdit fieldEdit(String element, String field, BsonValue value, int... positions) {
        FieldMapping edited = element(element).fields().stream()
                .filter(candidate -> candidate.dottedPath().equals(field))
                .findFirst()
                .orElseThrow();
        return new Operation.FieldEdit(address(element, positions), edited, value);
    }

    public Operation push(String element, String json, int... parentPositions) {
        ElementAddress parent = address(element(element).parent().orElseThrow().name(), parentPositions);
        return new Operation.Push(kind("push " + element), new BsonString("1"), parent, BsonDocument.parse(json));
    }

    public Operation insertAt(String element, String json, int... positions) {
        ElementAddress address = address(element, positions);
        return new Operation.InsertAt(
                kind("insert " + element), new BsonString("1"), address, BsonDocument.parse(json));
    }

    public Operation pull(String element, int... positions) {
        return new Operation.Pull(kind("pull " + element), new BsonString("1"), address(element, positions));
    }

    public Operation replace(Operation.FieldEdit... edits) {
        return new Operation.Replace(kind("replace user"), new BsonString("1"), List.of(edits));
    }

    public Operation insert(String json) {
        return new Operation.Insert(kind("insert user"), BsonDocument.parse(json));
    }

    public Operation delete(String id) {
        return new Operation.Delete(kind("delete user"), new BsonString(id));
    }

    private ElementAddress address(String element, int... positions) {
        return new ElementAddress(
                element(element), IntStream.of(positions).boxed().toList());
    }
}

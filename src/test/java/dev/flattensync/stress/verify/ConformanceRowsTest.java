package dev.flattensync.stress.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.changestream.OperationType;
import com.mongodb.client.model.changestream.UpdateDescription;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import dev.flattensync.stress.primary.ConformanceVectors;
import dev.flattensync.stress.primary.ConformanceVectors.Event;
import dev.flattensync.stress.primary.ConformanceVectors.Vector;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever MongoDB's own tests say that a server sends for a write, the sync ends with the rows of the document after
 * it: from the event of a current server, from those of older ones, from the same without {@code disambiguatedPaths},
 * and from the same change told in any other form.
 */
@ExtendWith(TestPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceRowsTest {
    private static final int OTHER_FORMS = 10;
    /** Each holds connections. */
    private static final int MOST_FOLLOWING = 15;

    /** By the fingerprint of their mapping and schema; set up before all tests and taken down after them. */
    private final Map<String, FollowingTables> following = new HashMap<>();

    private PostgresAddress postgres;

    static Stream<Vector> vectors() {
        return ConformanceVectors.updates().stream();
    }

    @BeforeAll
    void connect(PostgresAddress address) throws SQLException {
        TablesFollowDocumentsTest.commitWithoutWaitingForTheDisk(address);
        postgres = address;
    }

    @AfterAll
    void close() throws SQLException {
        for (FollowingTables tables : following.values()) {
            tables.close();
        }
        following.clear();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyFormOfTheEventEndsInTheRowsOfTheDocument(Vector vector) throws Exception {
        BsonValue id = id(vector);
        Optional<BsonDocument> before = vector.before().map(document -> named(document, id));
        Optional<BsonDocument> after = vector.after().map(document -> named(document, id));
        DocumentMapping mapping =
                DerivedMapping.of(Stream.concat(before.stream(), after.stream()).toList());
        List<ToldChange> forms = forms(vector, mapping, id, before, after);
        boolean told = false;
        for (FlatSchema schema : FlatSchema.all()) {
            FollowingTables tables = following(new FlatLayout(mapping, schema));
            for (ToldChange form : forms) {
                told = !told;
                tables.fill(before.stream().toList(), told);
                tables.follow(List.of(form), false, after.stream().toList());

                assertThat(tables.differences(after.stream().toList()))
                        .as("%s, %s", schema.name(), form)
                        .isEmpty();
            }
        }
    }

    /** The same tables again for the next vector with such fields: to make them takes longer than all else. */
    private FollowingTables following(FlatLayout layout) throws SQLException {
        FollowingTables tables = following.get(layout.fingerprint());
        if (tables == null) {
            if (following.size() == MOST_FOLLOWING) {
                close();
            }
            tables = FollowingTables.start(postgres, layout, String.valueOf(following.size()));
            following.put(layout.fingerprint(), tables);
        }
        return tables;
    }

    private static List<ToldChange> forms(
            Vector vector,
            DocumentMapping mapping,
            BsonValue id,
            Optional<BsonDocument> before,
            Optional<BsonDocument> after) {
        List<ToldChange> forms = new ArrayList<>();
        Stream.concat(vector.event().stream(), vector.olderEvents().stream()).forEach(event -> {
            forms.add(told(event, id));
            withoutParts(event).ifPresent(older -> forms.add(told(older, id)));
        });
        EventForms others =
                new EventForms(mapping, new SplittableRandom(vector.id().hashCode()), new Coverage());
        CollectionChange change = new CollectionChange(id, before.orElse(null), after.orElse(null));
        for (int i = 0; i < OTHER_FORMS; i++) {
            forms.add(others.tell(change, after.orElse(null)));
        }
        return forms;
    }

    private static ToldChange told(Event event, BsonValue id) {
        BsonDocument document = event.fullDocument() == null ? null : named(event.fullDocument(), id);
        return new ToldChange(event.type(), id, document, event.description());
    }

    /** As a server tells it that does not know of {@code disambiguatedPaths}. */
    private static Optional<Event> withoutParts(Event event) {
        UpdateDescription update = event.description();
        return event.type() == OperationType.UPDATE && update.getDisambiguatedPaths() != null
                ? Optional.of(new Event(
                        event.type(),
                        null,
                        new UpdateDescription(
                                update.getRemovedFields(),
                                update.getUpdatedFields(),
                                update.getTruncatedArrays(),
                                null)))
                : Optional.empty();
    }

    private static BsonValue id(Vector vector) {
        return Stream.concat(vector.after().stream(), vector.before().stream())
                .filter(document -> document.containsKey("_id"))
                .map(document -> document.get("_id"))
                .findFirst()
                .orElse(new BsonString(vector.id()));
    }

    private static BsonDocument named(BsonDocument document, BsonValue id) {
        BsonDocument named = new BsonDocument("_id", id);
        named.putAll(document);
        return named;
    }
}

package dev.flattensync.flatten;

import static dev.flattensync.flatten.Trees.layout;
import static dev.flattensync.flatten.Trees.rows;
import static dev.flattensync.flatten.Trees.stored;
import static dev.flattensync.flatten.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.flattensync.TestMappings;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.schema.Column;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowDifferenceTest {
    /** So few that elements move, repeat and are missing. */
    private static final List<String> COMMENTS =
            List.of("null", "{content: 'C'}", "{_id: 'c0'}", "{_id: 'c1', content: 'x'}", "{_id: 'c1', content: 'y'}");

    private final DocumentMapping users = TestMappings.users();
    private final ElementMapping post = TestMappings.element(users, "post");
    private final ElementMapping comment = TestMappings.element(users, "comment");

    @ParameterizedTest
    @CsvSource({"schema1, posts=3", "schema2, posts=3 comments=9", "schema3, posts=3"})
    void pullOfTheFirstPostMovesWhatTheSchemaKeepsPositionsOf(String schema, String updated) {
        RowChanges changes = difference(schema, user(0, 1, 2, 3), user(1, 2, 3));

        assertThat(count(changes)).isEqualTo("deleted posts=1 comments=3, updated " + updated + ", inserted none");
    }

    @ParameterizedTest
    @CsvSource({"schema1, posts=3", "schema2, posts=3 comments=9", "schema3, posts=3"})
    void insertOfAFirstPostMovesWhatTheSchemaKeepsPositionsOf(String schema, String updated) {
        RowChanges changes = difference(schema, user(1, 2, 3), user(0, 1, 2, 3));

        assertThat(count(changes)).isEqualTo("deleted none, updated " + updated + ", inserted posts=1 comments=3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema1", "schema2", "schema3"})
    void equalTreesWriteNothing(String schema) {
        assertThat(count(difference(schema, user(0, 1), user(0, 1))))
                .isEqualTo("deleted none, updated none, inserted none");
    }

    @Test
    void onlyTheColumnsThatDifferAreWritten() {
        RowChanges changes = difference(
                "schema1",
                "{_id: 'u1', posts: [{_id: 'p0', title: 'T', body: 'B'}]}",
                "{_id: 'u1', posts: [null, {_id: 'p0', title: 'T', body: 'new'}]}");

        Map<List<Column>, List<RowChanges.RowUpdate>> updates =
                changes.tables().values().iterator().next().updates();
        assertThat(updates.keySet()).hasSize(1).first(LIST).extracting("name").containsExactly("body", "u_index");
        assertThat(updates.values()).containsExactly(List.of(new RowChanges.RowUpdate("u1", "1", List.of("new", 1))));
    }

    @Test
    void elementsOfOneIdAreMatchedInTheirOrder() {
        RowChanges changes = difference(
                "schema1",
                comments("{_id: 'c', content: 'a'}, {_id: 'c', content: 'b'}"),
                comments("{_id: 'c', content: 'a'}"));

        assertThat(count(changes)).isEqualTo("deleted comments=1, updated none, inserted none");
        assertThat(changes.tables().values().iterator().next().deletes()).containsExactly("3");
    }

    @Test
    void elementsWithoutIdAreMatchedByPosition() {
        RowChanges changes = difference(
                "schema1",
                comments("{content: 'a'}, {content: 'b'}, {content: 'c'}"),
                comments("{content: 'b'}, {content: 'c'}"));

        assertThat(count(changes)).isEqualTo("deleted comments=1, updated comments=2, inserted none");
    }

    @Test
    void overwrittenElementKeepsItsRow() {
        RowChanges changes =
                difference("schema1", comments("{_id: 'c0', content: 'a'}"), comments("{_id: 'c1', content: 'a'}"));

        assertThat(count(changes)).isEqualTo("deleted none, updated comments=1, inserted none");
    }

    @Test
    void overwrittenElementIsAnotherRowWhereIdsCouldCollide() {
        RowChanges changes = difference(
                "schema1", comments("{_id: 'c0', content: 'a'}"), comments("{_id: 'c1', content: 'a'}"), false);

        assertThat(count(changes)).isEqualTo("deleted comments=1, updated none, inserted comments=1");
    }

    @Test
    void overwrittenIdOfAnElementUpdatesItsRowAndTheLinksToIt() {
        RowChanges changes = difference("schema1", user(0, 1), user(0, 1).replace("_id: 'p1'", "_id: 'other'"));

        assertThat(count(changes)).isEqualTo("deleted none, updated posts=1 comments=3, inserted none");
    }

    @Test
    void elementThatMovesToAnotherArrayKeepsItsRow() {
        RowChanges changes = difference(
                "schema1",
                "{_id: 'u1', posts: [{_id: 'p0', comments: [{_id: 'c0'}, {_id: 'c1'}]}, {_id: 'p1', comments: []}]}",
                "{_id: 'u1', posts: [{_id: 'p0', comments: [{_id: 'c1'}]}, {_id: 'p1', comments: [{_id: 'c0'}]}]}");

        assertThat(count(changes)).isEqualTo("deleted none, updated comments=2, inserted none");
    }

    @Test
    void newDocumentIsInsertedRowByRow() {
        FlatElement user = tree(users, user(0, 1));
        FlatLayout layout = layout(users, "schema1");
        RowChanges changes = new RowChanges();
        RowDifference difference = new RowDifference(layout, changes, true);

        difference.add(null, user);
        difference.finish();

        assertThat(count(changes)).isEqualTo("deleted none, updated none, inserted users=1 posts=2 comments=6");
    }

    @Test
    void elementThatWasNotReadIsNotWritten() {
        FlatElement post = stored(tree(users, user(0)))
                .array(TestMappings.element(users, "post"))
                .get(0);
        FlatElement before = FlatElement.unread(users.root(), "u1").withElement(post.mapping(), 0, post);
        RowChanges changes = new RowChanges();

        RowDifference difference = new RowDifference(layout(users, "schema2"), changes, true);
        difference.add(before, before.withValue(0, "never written").withElement(post.mapping(), 0, null));
        difference.finish();

        assertThat(count(changes)).isEqualTo("deleted posts=1 comments=3, updated none, inserted none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema1", "schema2", "schema3"})
    void arrayThatIsKnownToStayWritesNothing(String schema) {
        FlatElement after = tree(users, user(0, 1));

        RowChanges changes = difference(schema, known(stored(tree(users, user(0, 1))), after), after);

        assertThat(count(changes)).isEqualTo("deleted none, updated none, inserted none");
        assertThat(changes.fieldUpdates()).isEmpty();
        assertThat(changes.moves()).isEmpty();
    }

    @Test
    void knownArrayMovesAsAWholeWithItsParent() {
        FlatLayout layout = layout(users, "schema2");
        FlatElement after = tree(users, user(1));

        RowChanges changes = difference(layout, known(stored(tree(users, user(0, 1))), after), after);

        assertThat(count(changes)).isEqualTo("deleted posts=1 comments=3, updated posts=1, inserted none");
        assertThat(changes.fieldUpdates()).isEmpty();
        assertThat(changes.moves())
                .containsExactly(Map.entry(
                        layout.table(comment), List.of(new RowChanges.ArrayMove("u1", List.of(1), List.of(0), 3))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema1", "schema3"})
    void knownArrayStaysWhereTheSchemaDoesNotKeepItsParentsPosition(String schema) {
        FlatElement after = tree(users, user(1));

        RowChanges changes = difference(schema, known(stored(tree(users, user(0, 1))), after), after);

        assertThat(count(changes)).isEqualTo("deleted posts=1 comments=3, updated posts=1, inserted none");
        assertThat(changes.moves()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema1", "schema2", "schema3"})
    void unknownFieldIsSetAtItsNewAddress(String schema) {
        FlatLayout layout = layout(users, schema);
        FlatElement before = stored(tree(users, posts("{_id: 'p0'}", post("{_id: 'c0'}, {_id: 'c1'}"))));
        FlatElement after = tree(users, posts(post("{_id: 'c0', content: 'a'}, {_id: 'c1', content: 'b'}")));
        FlatElement unknown = comments(after, 0).get(1).withUnknown(0);

        RowChanges changes = difference(layout, withComments(before, 1, with(comments(after, 0), 1, unknown)), after);

        assertThat(count(changes)).isEqualTo("deleted posts=1, updated posts=1, inserted none");
        assertThat(changes.fieldUpdates())
                .containsExactly(Map.entry(
                        new RowChanges.FieldSet(layout.table(comment), List.of(0)),
                        List.of(new RowChanges.FieldUpdate(
                                "u1", new ElementAddress(comment, List.of(0, 1)), List.of("b")))));
    }

    @Test
    void newElementBesideUnreadOnesIsInserted() {
        FlatElement before = stored(tree(users, posts(post("{_id: 'c0'}"))));
        FlatElement after = tree(users, posts(post("{_id: 'c0'}, {_id: 'c1', content: 'new'}")));

        RowChanges changes = difference(
                "schema1",
                withComments(before, 0, EmbeddedArray.of(comments(after, 0).headMap(1, false))),
                after);

        assertThat(count(changes)).isEqualTo("deleted none, updated none, inserted comments=1");
        assertThat(changes.fieldUpdates()).isEmpty();
        assertThat(inserted(changes)).singleElement(LIST).contains("c1", "new", 1);
    }

    @Test
    void elementsOfOneIdBesideUnreadOnesKeepTheirPositions() {
        FlatElement before = stored(tree(users, posts(post("{_id: 'c'}, {_id: 'c'}"))));
        FlatElement after = tree(
                users, posts(post("{_id: 'c', content: 'a'}, {_id: 'c', content: 'b'}, {_id: 'c', content: 'new'}")));
        NavigableMap<Integer, FlatElement> unread = comments(after, 0).headMap(2, false);

        RowChanges changes = difference(
                "schema1", withComments(before, 0, with(unread, 1, unread.get(1).withUnknown(0))), after);

        assertThat(count(changes)).isEqualTo("deleted none, updated none, inserted comments=1");
        assertThat(changes.fieldUpdates().values())
                .containsExactly(List.of(
                        new RowChanges.FieldUpdate("u1", new ElementAddress(comment, List.of(0, 1)), List.of("b"))));
        assertThat(inserted(changes)).singleElement(LIST).contains("c", "new", 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema1", "schema2", "schema3"})
    void appliedToTheOldRowsItGivesTheNewRowsAndChangesEachRowItUpdates(String schema) {
        FlatLayout layout = layout(users, schema);
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            FlatElement before = stored(tree(users, randomUser(random)));
            FlatElement after = tree(users, randomUser(random));
            RowChanges changes = new RowChanges();
            RowDifference difference = new RowDifference(layout, changes, seed % 2 == 0);
            difference.add(before, after);
            difference.finish();

            Map<String, List<List<Object>>> applied = applied(layout, before, changes);

            assertThat(applied.keySet())
                    .as("seed %d", seed)
                    .isEqualTo(rows(layout, after).keySet());
            rows(layout, after)
                    .forEach((table, expected) ->
                            assertThat(applied.get(table)).containsExactlyInAnyOrderElementsOf(expected));
        }
    }

    private RowChanges difference(String schema, FlatElement before, FlatElement after) {
        return difference(layout(users, schema), before, after);
    }

    private static RowChanges difference(FlatLayout layout, FlatElement before, FlatElement after) {
        RowChanges changes = new RowChanges();
        RowDifference difference = new RowDifference(layout, changes, true);
        difference.add(before, after);
        difference.finish();
        return changes;
    }

    private RowChanges difference(String schema, String before, String after) {
        return difference(schema, before, after, true);
    }

    private RowChanges difference(String schema, String before, String after, boolean overwriteInPlace) {
        RowChanges changes = new RowChanges();
        RowDifference difference = new RowDifference(layout(users, schema), changes, overwriteInPlace);
        difference.add(stored(tree(users, before)), tree(users, after));
        difference.finish();
        return changes;
    }

    /** As if the comments of the posts that stay were known to stay, too, and not read. */
    private FlatElement known(FlatElement read, FlatElement after) {
        FlatElement known = read;
        for (Map.Entry<Integer, FlatElement> entry : read.array(post).entrySet()) {
            FlatElement same = after.find(post, entry.getKey(), entry.getValue().id());
            if (same != null) {
                known = withComments(known, entry.getKey(), same.embedded(comment));
            }
        }
        return known;
    }

    private FlatElement withComments(FlatElement user, int position, EmbeddedArray comments) {
        return user.withElement(post, position, user.array(post).get(position).withArray(comment, comments));
    }

    private NavigableMap<Integer, FlatElement> comments(FlatElement user, int position) {
        return user.array(post).get(position).array(comment);
    }

    private static EmbeddedArray with(NavigableMap<Integer, FlatElement> elements, int position, FlatElement element) {
        NavigableMap<Integer, FlatElement> changed = new TreeMap<>(elements);
        changed.put(position, element);
        return EmbeddedArray.of(changed);
    }

    private static List<List<Object>> inserted(RowChanges changes) {
        return changes.tables().values().stream()
                .flatMap(table -> table.inserts().stream())
                .map(RowChanges.NewRow::values)
                .toList();
    }

    private static String posts(String... posts) {
        return "{_id: 'u1', posts: [" + String.join(", ", posts) + "]}";
    }

    private static String post(String comments) {
        return "{_id: 'p1', comments: [" + comments + "]}";
    }

    /** A user with these posts, each of three comments. */
    private static String user(int... posts) {
        return IntStream.of(posts)
                .mapToObj(p ->
                        "{_id: 'p%1$d', comments: [{_id: 'c%1$d-0'}, {_id: 'c%1$d-1'}, {_id: 'c%1$d-2'}]}".formatted(p))
                .collect(Collectors.joining(", ", "{_id: 'u1', name: 'Ann', posts: [", "]}"));
    }

    private static String comments(String comments) {
        return "{_id: 'u1', posts: [{_id: 'p0', comments: [" + comments + "]}]}";
    }

    private static String randomUser(Random random) {
        List<String> posts = new ArrayList<>();
        random.ints(0, 5).distinct().limit(random.nextInt(5)).forEach(p -> {
            String id = random.nextInt(5) == 0 ? "" : "_id: 'p%d', ".formatted(p);
            String comments =
                    random.ints(random.nextInt(4), 0, 5).mapToObj(COMMENTS::get).collect(Collectors.joining(", "));
            posts.add(
                    random.nextInt(6) == 0
                            ? "null"
                            : "{%stitle: 'T%d', comments: [%s]}".formatted(id, random.nextInt(2), comments));
        });
        return "{_id: 'u1', name: 'N%d', posts: [%s]}".formatted(random.nextInt(2), String.join(", ", posts));
    }

    private static Map<String, List<List<Object>>> applied(FlatLayout layout, FlatElement before, RowChanges changes) {
        Map<String, List<Object>> rows = new HashMap<>();
        Map<String, FlatTable> tableOf = new HashMap<>();
        FlatRows.of(layout, before, (table, values) -> {
            String tuple = String.valueOf(rows.size());
            rows.put(tuple, new ArrayList<>(values));
            tableOf.put(tuple, table);
        });
        changes.tables().forEach((table, ofTable) -> {
            ofTable.deletes()
                    .forEach(tuple -> assertThat(rows.remove(tuple))
                            .as("row %s, deleted", tuple)
                            .isNotNull());
            ofTable.updates()
                    .forEach((columns, updates) -> updates.forEach(update -> {
                        for (int i = 0; i < columns.size(); i++) {
                            Object old = rows.get(update.tuple())
                                    .set(
                                            table.columns().indexOf(columns.get(i)),
                                            update.values().get(i));
                            assertThat(update.values().get(i))
                                    .as("%s of row %s", columns.get(i).name(), update.tuple())
                                    .isNotEqualTo(old);
                        }
                    }));
        });
        Map<String, List<List<Object>>> byTable = new HashMap<>();
        rows.forEach(
                (tuple, values) -> byTable.computeIfAbsent(tableOf.get(tuple).name(), name -> new ArrayList<>())
                        .add(values));
        changes.tables()
                .forEach((table, ofTable) -> ofTable.inserts()
                        .forEach(row -> byTable.computeIfAbsent(table.name(), name -> new ArrayList<>())
                                .add(row.values())));
        return byTable;
    }

    private static String count(RowChanges changes) {
        Map<String, Integer> deleted = new HashMap<>();
        Map<String, Integer> updated = new HashMap<>();
        Map<String, Integer> inserted = new HashMap<>();
        changes.tables().forEach((table, ofTable) -> {
            deleted.put(table.name(), ofTable.deletes().size());
            updated.put(
                    table.name(),
                    ofTable.updates().values().stream().mapToInt(List::size).sum());
            inserted.put(table.name(), ofTable.inserts().size());
        });
        return "deleted %s, updated %s, inserted %s".formatted(show(deleted), show(updated), show(inserted));
    }

    private static String show(Map<String, Integer> rows) {
        String shown = List.of("users", "posts", "comments").stream()
                .filter(table -> rows.getOrDefault(table, 0) > 0)
                .map(table -> table + "=" + rows.get(table))
                .collect(Collectors.joining(" "));
        return shown.isEmpty() ? "none" : shown;
    }
}

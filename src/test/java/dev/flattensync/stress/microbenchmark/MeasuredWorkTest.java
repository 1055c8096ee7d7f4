package dev.flattensync.stress.microbenchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.flatten.FlatElement;
import dev.flattensync.flatten.RowChanges;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the microbenchmarks measure is what their names say. */
class MeasuredWorkTest {

    @ParameterizedTest
    @CsvSource({"5, 31", "100, 10101"})
    void flatteningMakesARowOfTheUserEachPostAndEachComment(int size, int rows) {
        Flattening flattening = new Flattening();
        flattening.size = size;
        flattening.setUp();

        assertThat(flattening.wholeDocument())
                .hasSize(rows)
                .allSatisfy(row -> assertThat(row).doesNotContainNull());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void foldingSetsOneFieldOfEachEditedComment(int documents) {
        Folding folding = new Folding();
        folding.documents = documents;
        folding.setUp();

        Map<RowChanges.FieldSet, List<RowChanges.FieldUpdate>> updates =
                folding.batchOfCommentEdits().fieldUpdates();

        assertThat(updates.keySet()).singleElement().satisfies(set -> {
            assertThat(set.table().name()).isEqualTo("comments");
            assertThat(set.fields()).hasSize(1);
        });
        List<RowChanges.FieldUpdate> edits = updates.values().iterator().next();
        assertThat(edits.stream().map(RowChanges.FieldUpdate::documentId).distinct())
                .hasSizeBetween(Math.max(1, documents * 9 / 10), documents);
        // Some comments are edited twice.
        assertThat(edits).hasSizeBetween(Folding.EVENTS / 2, Folding.EVENTS).doesNotHaveDuplicates();
    }

    @Test
    void patchOfAPullLeavesTheOtherPosts() {
        Patching patching = new Patching();
        patching.setUp();

        FlatElement pulled = patching.pullOfTheFirstPost();

        assertThat(pulled.rows()).isEqualTo(1 + 99 + 99 * 100);
        assertThat(pulled.arrays().get(0).elements().get(0).id()).isEqualTo("p2");
    }

    @Test
    void patchOfAPushAddsOneCommentBehindTheOthers() {
        Patching patching = new Patching();
        patching.setUp();

        FlatElement post = patching.pushOfAComment().arrays().get(0).elements().get(0);

        assertThat(post.arrays().get(0).size()).isEqualTo(1);
        assertThat(post.arrays().get(0).elements().get(100).id()).isEqualTo("pushed");
    }

    @ParameterizedTest
    @CsvSource({"schema1, 0", "schema2, 9900"})
    void differenceOfAPullMovesWhatTheSchemaKeepsPositionsOf(String schema, int movedComments) {
        RowChanges changes = differencing(schema).pullOfTheFirstPost();

        assertThat(deletes(changes)).isEqualTo(Map.of("posts", 1, "comments", 100));
        assertThat(updates(changes)).isEqualTo(Map.of("posts", 99, "comments", movedComments));
        assertThat(inserts(changes)).isEqualTo(Map.of("posts", 0, "comments", 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema1", "schema2"})
    void differenceOfAnEditIsOneRow(String schema) {
        RowChanges changes = differencing(schema).editOfOneComment();

        assertThat(deletes(changes)).isEqualTo(Map.of("comments", 0));
        assertThat(updates(changes)).isEqualTo(Map.of("comments", 1));
        assertThat(inserts(changes)).isEqualTo(Map.of("comments", 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema1", "schema2"})
    void noChangeHasNoDifference(String schema) {
        assertThat(differencing(schema).noChange().tables()).isEmpty();
    }

    @Test
    void whatWasReadSharesNoStringWithWhatItIsComparedTo() {
        SyntheticUser user = new SyntheticUser(1, 1);
        String first = user.document().getString("_id").getValue();

        assertThat(user.stored().id()).isEqualTo(first).isNotSameAs(first);
        assertThat(user.stored().tuple()).isEqualTo("(0,1)");
    }

    private static Differencing differencing(String schema) {
        Differencing differencing = new Differencing();
        differencing.schema = schema;
        differencing.setUp();
        return differencing;
    }

    private static Map<String, Integer> deletes(RowChanges changes) {
        return count(changes, table -> table.deletes().size());
    }

    private static Map<String, Integer> updates(RowChanges changes) {
        return count(
                changes,
                table -> table.updates().values().stream().mapToInt(List::size).sum());
    }

    private static Map<String, Integer> inserts(RowChanges changes) {
        return count(changes, table -> table.inserts().size());
    }

    private static Map<String, Integer> count(RowChanges changes, ToIntFunction<RowChanges.TableChanges> rows) {
        return changes.tables().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().name(), entry -> rows.applyAsInt(entry.getValue())));
    }
}

package dev.flattensync.flatten;

import static dev.flattensync.flatten.Trees.sets;
import static dev.flattensync.flatten.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.TestMappings;
import dev.flattensync.change.ChangeEvent;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.change.UnsupportedChangeException;
import dev.flattensync.mapping.DocumentMapping;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;

class DocumentFoldTest {
    private static final StreamPosition POSITION = new StreamPosition(new BsonTimestamp(7, 1), new BsonDocument());
    private static final String ANN = "{_id: 'u1', name: 'Ann', posts: [{_id: 'p0'}]}";
    private static final String BOB = "{_id: 'u1', name: 'Bob', posts: [{_id: 'p0'}]}";

    private final DocumentMapping users = TestMappings.users();

    @Test
    void updateOfANewDocumentIsPartOfItsInsert() {
        assertThat(fold(insert(ANN), update("u1", "{name: 'Bob'}"), update("u1", "{'posts.1': {_id: 'p1'}}")))
                .containsExactly(new DocumentWork.Insert(
                        tree(users, "{_id: 'u1', name: 'Bob', posts: [{_id: 'p0'}, {_id: 'p1'}]}")));
    }

    @Test
    void replaceOfANewDocumentIsItsInsert() {
        assertThat(fold(insert(ANN), replace(BOB))).containsExactly(new DocumentWork.Insert(tree(users, BOB)));
    }

    @Test
    void insertAndDeleteLeaveNothingToDo() {
        assertThat(fold(insert(ANN), update("u1", "{name: 'Bob'}"), delete("u1")))
                .isEmpty();
    }

    @Test
    void insertDeleteAndInsertIsAnInsert() {
        assertThat(fold(insert(ANN), delete("u1"), insert(BOB)))
                .containsExactly(new DocumentWork.Insert(tree(users, BOB)));
    }

    @Test
    void deleteAndInsertIsARewrite() {
        assertThat(fold(delete("u1"), insert(BOB))).containsExactly(new DocumentWork.Rewrite(tree(users, BOB)));
    }

    @Test
    void updateOfAReplacedDocumentIsPartOfItsRewrite() {
        assertThat(fold(replace(ANN), update("u1", "{name: 'Bob'}")))
                .containsExactly(new DocumentWork.Rewrite(tree(users, BOB)));
    }

    @Test
    void replaceForgetsTheUpdatesBeforeIt() {
        assertThat(fold(update("u1", "{'posts.7.title': 'T'}"), replace(BOB)))
                .containsExactly(new DocumentWork.Rewrite(tree(users, BOB)));
    }

    @Test
    void deleteForgetsAllBeforeIt() {
        assertThat(fold(update("u1", "{name: 'Bob'}"), delete("u1"))).containsExactly(new DocumentWork.Delete("u1"));
        assertThat(fold(replace(ANN), delete("u1"))).containsExactly(new DocumentWork.Delete("u1"));
        assertThat(fold(delete("u1"), insert(ANN), delete("u1"))).containsExactly(new DocumentWork.Delete("u1"));
    }

    @Test
    void updatesFollowEachOtherInTheOrderOfTheStream() {
        List<ElementChange> inOrder = Stream.of("{name: 'a'}", "{posts: []}", "{name: 'b'}")
                .flatMap(update -> DocumentPatch.of(users, "u1", sets(update)).changes().stream())
                .toList();

        assertThat(fold(update("u1", "{name: 'a'}"), update("u1", "{posts: []}"), update("u1", "{name: 'b'}")))
                .containsExactly(new DocumentWork.Patch("u1", inOrder));
    }

    @Test
    void documentsAreFoldedApart() {
        assertThat(fold(update("u1", "{name: 'a'}"), delete("u2"), update("u1", "{name: 'b'}")))
                .containsExactly(
                        new DocumentWork.Patch("u1", List.of(setName("a"), setName("b"))),
                        new DocumentWork.Delete("u2"));
    }

    @Test
    void updateAfterADeleteIsRefused() {
        assertThatThrownBy(() -> fold(delete("u1"), update("u1", "{name: 'a'}")))
                .isInstanceOf(UnsupportedChangeException.class)
                .hasMessageContaining("document \"u1\"");
    }

    private List<DocumentWork> fold(ChangeEvent... events) {
        return DocumentFold.fold(users, List.of(events));
    }

    private ElementChange setName(String name) {
        return new ElementChange.SetField(ElementAddress.root(users.root()), 0, name);
    }

    private static ChangeEvent insert(String json) {
        BsonDocument document = BsonDocument.parse(json);
        return new ChangeEvent.Insert(document.get("_id"), POSITION, document);
    }

    private static ChangeEvent replace(String json) {
        BsonDocument document = BsonDocument.parse(json);
        return new ChangeEvent.Replace(document.get("_id"), POSITION, document);
    }

    private static ChangeEvent update(String id, String updatedFields) {
        return new ChangeEvent.Update(new BsonString(id), POSITION, sets(updatedFields));
    }

    private static ChangeEvent delete(String id) {
        return new ChangeEvent.Delete(new BsonString(id), POSITION);
    }
}

package dev.flattensync.flatten;

import static dev.flattensync.flatten.Trees.sets;
import static dev.flattensync.flatten.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.TestMappings;
import dev.flattensync.change.ChangeEvent;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.mapping.DocumentMapping;
import java.util.List;
import java.util.Optional;
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
        assertThat(fold(delete("u1"), insert(BOB))).containsExactly(rewrite(BOB));
    }

    @Test
    void updateOfAReplacedDocumentIsPartOfItsRewrite() {
        assertThat(fold(replace(ANN), update("u1", "{name: 'Bob'}"))).containsExactly(rewrite(BOB));
    }

    @Test
    void replaceForgetsTheUpdatesBeforeIt() {
        assertThat(fold(update("u1", "{'posts.7.title': 'T'}"), replace(BOB))).containsExactly(rewrite(BOB));
    }

    @Test
    void deleteForgetsAllBeforeIt() {
        assertThat(fold(update("u1", "{name: 'Bob'}"), delete("u1"))).containsExactly(new DocumentWork.Delete("u1"));
        assertThat(fold(replace(ANN), delete("u1"))).containsExactly(new DocumentWork.Delete("u1"));
        assertThat(fold(delete("u1"), insert(ANN), delete("u1"))).containsExactly(new DocumentWork.Delete("u1"));
    }

    @Test
    void updatesFollowEachOtherInTheOrderOfTheStream() {
        assertThat(fold(update("u1", "{name: 'a'}"), update("u1", "{posts: []}"), update("u1", "{name: 'b'}")))
                .containsExactly(patch("{name: 'a'}", "{posts: []}", "{name: 'b'}"));
    }

    @Test
    void changesWithinAnArrayThatIsThenSetAsAWholeAreLeftOut() {
        assertThat(fold(
                        update("u1", "{name: 'a'}"),
                        update("u1", "{'posts.0.comments.0.content': 'a'}"),
                        update("u1", "{'posts.0.comments.1': {_id: 'c1'}}"),
                        update("u1", "{'posts.0.comments': [{_id: 'c2'}]}"),
                        update("u1", "{'posts.1.comments.0.content': 'b'}"),
                        update("u1", "{'posts.0.comments': [{_id: 'c3'}]}")))
                .containsExactly(patch(
                        "{name: 'a'}", "{'posts.1.comments.0.content': 'b'}", "{'posts.0.comments': [{_id: 'c3'}]}"));
        assertThat(fold(
                        update("u1", "{'posts.0.title': 'T'}"),
                        update("u1", "{'posts.1.comments': []}"),
                        update("u1", "{posts: []}"),
                        update("u1", "{'posts.0': {_id: 'p9'}}")))
                .containsExactly(patch("{posts: []}", "{'posts.0': {_id: 'p9'}}"));
    }

    @Test
    void changesWithinAnArrayStayIfOneOfThemIsOfAnId() {
        String[] updates = {
            "{'posts.0.comments.0.content': 'a'}", "{'posts.0.comments.0._id': 'other'}", "{'posts.0.comments': []}"
        };

        assertThat(fold(update("u1", updates[0]), update("u1", updates[1]), update("u1", updates[2])))
                .containsExactly(patch(updates));
    }

    @Test
    void misfitIsRefusedEvenIfItsArrayIsThenSetAsAWhole() {
        assertThatThrownBy(() -> fold(
                        update("u1", "{'posts.0.comments.1': {_id: 'c1', content: 5}}"),
                        update("u1", "{'posts.0.comments': []}")))
                .isInstanceOf(MappingViolationException.class)
                .hasMessageContaining("path \"posts.0.comments.1.content\"");
        assertThatThrownBy(
                        () -> fold(update("u1", "{'posts.0.comments': [{content: 5}]}"), update("u1", "{posts: []}")))
                .isInstanceOf(MappingViolationException.class)
                .hasMessageContaining("path \"posts.0.comments.0.content\"");
    }

    @Test
    void documentsAreFoldedApart() {
        assertThat(fold(update("u1", "{name: 'a'}"), delete("u2"), update("u1", "{name: 'b'}")))
                .containsExactly(
                        new DocumentWork.Patch("u1", List.of(setName("a"), setName("b"))),
                        new DocumentWork.Delete("u2"));
    }

    @Test
    void documentOfAnUpdateAfterItsDeleteIsLookedUp() {
        assertThat(all(delete("u1"), update("u1", "{name: 'a'}")).lookups()).containsExactly(new BsonString("u1"));
    }

    @Test
    void documentThatWasTouchedIsLookedUpWhateverElseHappensToIt() {
        DocumentFold fold = all(
                update("u1", "{name: 'a'}"),
                new ChangeEvent.Touch(new BsonString("u1"), POSITION),
                delete("u1"),
                delete("u2"));

        assertThat(fold.lookups()).containsExactly(new BsonString("u1"));
        assertThat(fold.work()).containsExactly(new DocumentWork.Delete("u2"));
    }

    @Test
    void documentThatDoesNotFitIsLookedUpOrRefused() {
        List<ChangeEvent.OfDocument> events = List.of(update("u1", "{name: 5}"));

        assertThat(DocumentFold.of(users, events, (id, event) -> false, violation -> true, document -> KnownRows.NONE)
                        .lookups())
                .containsExactly(new BsonString("u1"));
        assertThatThrownBy(() -> DocumentFold.of(
                        users, events, (id, event) -> false, violation -> false, document -> KnownRows.NONE))
                .isInstanceOf(MappingViolationException.class)
                .hasMessageContaining("path \"name\"");
    }

    private List<DocumentWork> fold(ChangeEvent.OfDocument... events) {
        return all(events).work();
    }

    private DocumentFold all(ChangeEvent.OfDocument... events) {
        return DocumentFold.of(
                users, List.of(events), (id, event) -> false, violation -> false, document -> KnownRows.NONE);
    }

    private DocumentWork rewrite(String json) {
        FlatElement document = tree(users, json);
        return new DocumentWork.Rewrite(document.id(), Optional.of(document));
    }

    /** All changes of these updates, in their order. */
    private DocumentWork patch(String... updates) {
        return new DocumentWork.Patch(
                "u1",
                Stream.of(updates)
                        .flatMap(update -> DocumentPatch.of(users, "u1", sets(update)).changes().stream())
                        .toList());
    }

    private ElementChange setName(String name) {
        return new ElementChange.SetField(ElementAddress.root(users.root()), 0, name);
    }

    private static ChangeEvent.OfDocument insert(String json) {
        BsonDocument document = BsonDocument.parse(json);
        return new ChangeEvent.Insert(document.get("_id"), POSITION, document);
    }

    private static ChangeEvent.OfDocument replace(String json) {
        BsonDocument document = BsonDocument.parse(json);
        return new ChangeEvent.Replace(document.get("_id"), POSITION, document);
    }

    private static ChangeEvent.OfDocument update(String id, String updatedFields) {
        return new ChangeEvent.Update(new BsonString(id), POSITION, sets(updatedFields));
    }

    private static ChangeEvent.OfDocument delete(String id) {
        return new ChangeEvent.Delete(new BsonString(id), POSITION);
    }
}

package dev.flattensync.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.changestream.TruncatedArray;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeEventTest {
    private static final BsonString ID = new BsonString("u1");
    private static final StreamPosition POSITION =
            new StreamPosition(new BsonTimestamp(7, 3), new BsonDocument("_data", new BsonString("8200000003")));
    private static final String DOCUMENT = "{fullDocument: {_id: 'u1', name: 'Ann'}}";
    private static final BsonDocument ANN = BsonDocument.parse("{_id: 'u1', name: 'Ann'}");

    @Test
    void insertHasItsDocumentAndPlace() {
        assertThat(event("insert", DOCUMENT)).isEqualTo(new ChangeEvent.Insert(ID, POSITION, ANN));
    }

    @Test
    void replaceHasItsDocumentAndPlace() {
        assertThat(event("replace", DOCUMENT)).isEqualTo(new ChangeEvent.Replace(ID, POSITION, ANN));
    }

    @Test
    void deleteNeedsNothingButTheKey() {
        assertThat(event("delete", "{}")).isEqualTo(new ChangeEvent.Delete(ID, POSITION));
    }

    @Test
    void updateHasAllFourPartsOfItsDescription() {
        ChangeEvent.Update update = (ChangeEvent.Update) event("update", """
                {updateDescription: {
                  updatedFields: {'posts.0.title': 'T'}, removedFields: ['name'],
                  truncatedArrays: [{field: 'posts', newSize: 3}], disambiguatedPaths: {'a.b': ['a.b']}
                }}
                """);

        assertThat(update.documentId()).isEqualTo(ID);
        assertThat(update.description().getUpdatedFields()).isEqualTo(BsonDocument.parse("{'posts.0.title': 'T'}"));
        assertThat(update.description().getRemovedFields()).containsExactly("name");
        assertThat(update.description().getTruncatedArrays()).isEqualTo(List.of(new TruncatedArray("posts", 3)));
        assertThat(update.description().getDisambiguatedPaths()).isEqualTo(BsonDocument.parse("{'a.b': ['a.b']}"));
    }

    @Test
    void documentIsIdentifiedByItsKeyAndNotByALookedUpDocument() {
        ChangeEvent.OfDocument update = (ChangeEvent.OfDocument) event(
                "update", "{updateDescription: {updatedFields: {}, removedFields: []}, fullDocument: {_id: 'newer'}}");

        assertThat(update.documentId()).isEqualTo(ID);
    }

    @ParameterizedTest
    @CsvSource({
        "insert, fullDocument",
        "insert, documentKey",
        "insert, clusterTime",
        "insert, _id",
        "insert, operationType",
        "replace, fullDocument",
        "update, documentKey",
        "delete, documentKey"
    })
    void missingPartIsNamed(String type, String part) {
        BsonDocument event = TestEvents.json(
                type, 3, "{fullDocument: {_id: 'u1'}, updateDescription: {updatedFields: {}, removedFields: []}}");
        event.remove(part);

        assertThatThrownBy(() -> ChangeEvent.of(TestEvents.delivered(event)))
                .isInstanceOf(UnsupportedChangeException.class)
                .hasMessageContaining("expected \"" + part + "\"");
    }

    @Test
    void keyWithoutIdIsRefusedWithTypeAndTime() {
        assertThatThrownBy(() -> event("delete", "{documentKey: {region: 'eu'}}"))
                .isInstanceOf(UnsupportedChangeException.class)
                .hasMessageContaining("expected \"documentKey._id\" in the event of type \"delete\" at 7:3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop", "rename", "dropDatabase", "invalidate", "somethingNew"})
    void eventThatIsNoChangeOfADocumentIsRefusedByItsOwnName(String type) {
        assertThatThrownBy(() -> event(type, "{}"))
                .isInstanceOf(UnsupportedChangeException.class)
                .hasMessageContainingAll(
                        "[insert, update, replace, delete]", "found \"" + type + "\" at 7:3", "take a new snapshot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{fullDocument: null}", "{fullDocument: {_id: 'u1', name: 'looked up'}}"})
    void updateThatDoesNotTellWhatChangedIsATouch(String rest) {
        assertThat(event("update", rest)).isInstanceOf(ChangeEvent.Touch.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "createIndexes", "dropIndexes", "modify", "shardCollection"})
    void eventThatLeavesAllDocumentsAsTheyAreIsGonePast(String type) {
        assertThat(event(type, "{}")).isInstanceOf(ChangeEvent.Nothing.class);
    }

    private static ChangeEvent event(String type, String rest) {
        return ChangeEvent.of(TestEvents.delivered(TestEvents.json(type, 3, rest)));
    }
}

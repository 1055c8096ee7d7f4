package dev.flattensync.stress.primary;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.OperationType;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.Operation;
import java.time.Duration;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the change log sends is what a MongoDB server of version 6 or later sends; the server's own tests assert these
 * forms.
 */
class ChangeEventShapeTest {
    private static final BsonString NEW = new BsonString("new");

    private final Blog blog = new Blog();

    @Test
    void setOfAnExistingPathIsDescribedByThatPath() throws InterruptedException {
        String before = "{_id: '1', posts: [{}, {comments: [{_id: 'c', content: 'old'}]}]}";

        assertThat(updatedFields(before, blog.edit("comment", "content", NEW, 1, 0)))
                .isEqualTo(BsonDocument.parse("{'posts.1.comments.0.content': 'new'}"));
    }

    @Test
    void setOfAMissingFieldIsDescribedByItsPath() throws InterruptedException {
        assertThat(updatedFields("{_id: '1', address: {}}", blog.edit("user", "address.city", NEW)))
                .isEqualTo(BsonDocument.parse("{'address.city': 'new'}"));
    }

    @Test
    void setOfAMissingPathIsDescribedAsTheSubtreeUnderItsFirstNewPart() throws InterruptedException {
        assertThat(updatedFields("{_id: '1'}", blog.edit("user", "address.city", NEW)))
                .isEqualTo(BsonDocument.parse("{address: {city: 'new'}}"));
    }

    @Test
    void setOfTheSameValueSendsNoEvent() throws InterruptedException {
        assertThat(eventOf("{_id: '1', address: {city: 'new'}}", blog.edit("user", "address.city", NEW)))
                .isNull();
    }

    @Test
    void setOfAnEqualNumberOfAnotherTypeSendsAnEvent() throws InterruptedException {
        BsonDocument expected = new BsonDocument("name", new BsonInt64(3));

        assertThat(updatedFields("{_id: '1', name: 3}", blog.edit("user", "name", new BsonInt64(3))))
                .isEqualTo(expected)
                .isNotEqualTo(new BsonDocument("name", new BsonInt32(3)));
    }

    @Test
    void pushToANonEmptyArrayIsDescribedAsTheNewElement() throws InterruptedException {
        assertThat(updatedFields("{_id: '1', posts: [{_id: 'p1'}]}", blog.push("post", "{_id: 'p2'}")))
                .isEqualTo(BsonDocument.parse("{'posts.1': {_id: 'p2'}}"));
    }

    @Test
    void pushBehindAHoleIsDescribedAsTheNewElement() throws InterruptedException {
        assertThat(updatedFields("{_id: '1', posts: [null]}", blog.push("post", "{_id: 'p2'}")))
                .isEqualTo(BsonDocument.parse("{'posts.1': {_id: 'p2'}}"));
    }

    @Test
    void pushToANestedArrayIsDescribedByTheWholePath() throws InterruptedException {
        assertThat(updatedFields(
                        "{_id: '1', posts: [{}, {comments: [{_id: 'c1'}]}]}", blog.push("comment", "{_id: 'c2'}", 1)))
                .isEqualTo(BsonDocument.parse("{'posts.1.comments.1': {_id: 'c2'}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{_id: '1', posts: [{comments: []}]}", "{_id: '1', posts: [{_id: 'p1'}]}"})
    void pushToAnEmptyOrMissingArrayIsDescribedAsTheWholeArray(String before) throws InterruptedException {
        assertThat(updatedFields(before, blog.push("comment", "{_id: 'c1'}", 0)))
                .isEqualTo(BsonDocument.parse("{'posts.0.comments': [{_id: 'c1'}]}"));
    }

    @Test
    void insertBeforeAnElementIsDescribedAsTheWholeArray() throws InterruptedException {
        assertThat(updatedFields(
                        "{_id: '1', posts: [{_id: 'p1'}, {_id: 'p2'}]}", blog.insertAt("post", "{_id: 'p3'}", 1)))
                .isEqualTo(BsonDocument.parse("{posts: [{_id: 'p1'}, {_id: 'p3'}, {_id: 'p2'}]}"));
    }

    @Test
    void insertAtTheEndIsDescribedAsTheWholeArray() throws InterruptedException {
        assertThat(updatedFields("{_id: '1', posts: [{_id: 'p1'}]}", blog.insertAt("post", "{_id: 'p2'}", 1)))
                .isEqualTo(BsonDocument.parse("{posts: [{_id: 'p1'}, {_id: 'p2'}]}"));
    }

    @Test
    void pullIsDescribedAsTheWholeArrayThatRemains() throws InterruptedException {
        assertThat(updatedFields(
                        "{_id: '1', posts: [{comments: [{_id: 'c1'}, {_id: 'c2'}, {_id: 'c3'}]}]}",
                        blog.pull("comment", 0, 1)))
                .isEqualTo(BsonDocument.parse("{'posts.0.comments': [{_id: 'c1'}, {_id: 'c3'}]}"));
    }

    @Test
    void pullOfTheLastElementIsDescribedAsAnEmptyArray() throws InterruptedException {
        assertThat(updatedFields("{_id: '1', posts: [{_id: 'p1'}]}", blog.pull("post", 0)))
                .isEqualTo(BsonDocument.parse("{posts: []}"));
    }

    @Test
    void updateCarriesNoDocumentAndNothingButUpdatedFields() throws InterruptedException {
        ChangeStreamDocument<BsonDocument> event = eventOf("{_id: '1', name: 'old'}", blog.edit("user", "name", NEW));

        assertThat(event.getOperationType()).isEqualTo(OperationType.UPDATE);
        assertThat(event.getFullDocument()).isNull();
        assertThat(event.getUpdateDescription().getRemovedFields()).isEmpty();
        assertThat(event.getUpdateDescription().getTruncatedArrays()).isEmpty();
    }

    @Test
    void insertCarriesTheDocument() throws InterruptedException {
        ChangeStreamDocument<BsonDocument> event = eventOf("{_id: '1'}", blog.insert("{_id: '2', name: 'b'}"));

        assertThat(event.getOperationType()).isEqualTo(OperationType.INSERT);
        assertThat(event.getDocumentKey()).isEqualTo(BsonDocument.parse("{_id: '2'}"));
        assertThat(event.getFullDocument()).isEqualTo(BsonDocument.parse("{_id: '2', name: 'b'}"));
        assertThat(event.getUpdateDescription()).isNull();
    }

    @Test
    void replaceCarriesTheDocumentWithAllItsEdits() throws InterruptedException {
        ChangeStreamDocument<BsonDocument> event = eventOf(
                "{_id: '1', name: 'a', posts: [{title: 'b'}]}",
                blog.replace(blog.fieldEdit("user", "name", NEW), blog.fieldEdit("post", "title", NEW, 0)));

        assertThat(event.getOperationType()).isEqualTo(OperationType.REPLACE);
        assertThat(event.getFullDocument())
                .isEqualTo(BsonDocument.parse("{_id: '1', name: 'new', posts: [{title: 'new'}]}"));
        assertThat(event.getUpdateDescription()).isNull();
    }

    @Test
    void replaceByAnEqualDocumentSendsNoEvent() throws InterruptedException {
        assertThat(eventOf("{_id: '1', name: 'new'}", blog.replace(blog.fieldEdit("user", "name", NEW))))
                .isNull();
    }

    @Test
    void deleteCarriesOnlyTheDocumentKey() throws InterruptedException {
        ChangeStreamDocument<BsonDocument> event = eventOf("{_id: '1', name: 'a'}", blog.delete("1"));

        assertThat(event.getOperationType()).isEqualTo(OperationType.DELETE);
        assertThat(event.getDocumentKey()).isEqualTo(BsonDocument.parse("{_id: '1'}"));
        assertThat(event.getFullDocument()).isNull();
        assertThat(event.getUpdateDescription()).isNull();
    }

    @Test
    void eventNamesItsCollection() throws InterruptedException {
        assertThat(eventOf("{_id: '1'}", blog.delete("1")).getNamespace()).hasToString("shop.users");
    }

    private BsonDocument updatedFields(String before, Operation operation) throws InterruptedException {
        return eventOf(before, operation).getUpdateDescription().getUpdatedFields();
    }

    /** The event that the operation on that document sends; null if it sends none. */
    private ChangeStreamDocument<BsonDocument> eventOf(String before, Operation operation) throws InterruptedException {
        ChangeLog log = blog.log(before);
        StreamPosition start = log.end();
        log.apply(operation);
        return log.open(start).next(Duration.ZERO);
    }
}

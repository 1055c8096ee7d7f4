package dev.flattensync.stress.primary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoNamespace;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.flattensync.stress.workload.Blog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class ReplicaSetTest {
    private static final MongoNamespace USERS = new MongoNamespace("shop", "users");

    private final ReplicaSet replicaSet = new ReplicaSet(Blog.START);
    private final EventCursor cursor = replicaSet.watch(Watch.collection(USERS));

    @Test
    void multiUpdateSendsAnEventForEachDocumentThatChanged() throws InterruptedException {
        insert("{_id: 1, a: 1}", "{_id: 2, a: 2}", "{_id: 3, a: 1}");
        events();

        write("{q: {_id: {$gt: 0}}, u: {$set: {a: 1}}, multi: true}");
        write("{q: {}, u: {$inc: {b: 1}}}");

        assertThat(events())
                .extracting(ChangeStreamDocument::getDocumentKey)
                .containsExactly(BsonDocument.parse("{_id: 2}"), BsonDocument.parse("{_id: 1}"));
    }

    @Test
    void upsertInsertsWhatTheQueryAndTheOperatorsSay() throws InterruptedException {
        write(
                "{q: {_id: 7, 'a.b': 1, c: {$gt: 5}, d: {$eq: 2}}, u: {$inc: {n: 1}, $setOnInsert: {o: 1}}, upsert: true}");

        assertThat(events())
                .extracting(ChangeStreamDocument::getFullDocument)
                .containsExactly(BsonDocument.parse("{_id: 7, a: {b: 1}, d: 2, n: 1, o: 1}"));
    }

    @Test
    void upsertOfAReplacementTakesOnlyTheIdFromTheQuery() throws InterruptedException {
        write("{q: {_id: 7, a: 1}, u: {b: 2}, upsert: true}");

        assertThat(events())
                .extracting(ChangeStreamDocument::getFullDocument)
                .containsExactly(BsonDocument.parse("{_id: 7, b: 2}"));
    }

    @Test
    void positionalOperatorStandsForTheElementThatTheQueryMatched() throws InterruptedException {
        insert("{_id: 1, posts: [{_id: 'p'}, {_id: 'q', comments: ['x']}]}");
        events();

        write("{q: {_id: 1, 'posts._id': 'q'}, u: {$push: {'posts.$.comments': 'y'}}}");

        assertThat(events().get(0).getUpdateDescription().getUpdatedFields())
                .isEqualTo(BsonDocument.parse("{'posts.1.comments.1': 'y'}"));
    }

    @Test
    void insertedDocumentGetsAnIdInTheFirstPlace() throws InterruptedException {
        insert("{a: 1}");

        assertThat(events().get(0).getFullDocument().keySet()).containsExactly("_id", "a");
    }

    @Test
    void secondInsertOfAnIdIsRefused() {
        insert("{_id: 1}");

        assertThat(catchThrowableOfType(MongoCommandException.class, () -> insert("{_id: 1}")))
                .returns(11000, MongoCommandException::getErrorCode);
    }

    @Test
    void writeThatFindsNoCollectionDoesNothing() {
        write("{q: {}, u: {$set: {a: 1}}}");

        assertThat(replicaSet.end().time().getInc()).isZero();
    }

    @Test
    void streamOfACollectionSeesNothingOfOthers() throws InterruptedException {
        replicaSet.write(new MongoNamespace("shop", "posts"), new WriteCommand.Insert(BsonDocument.parse("{_id: 1}")));

        assertThat(events()).isEmpty();
        assertThat(cursor.idlePosition()).contains(replicaSet.end());
    }

    private void insert(String... documents) {
        for (String document : documents) {
            replicaSet.write(USERS, new WriteCommand.Insert(BsonDocument.parse(document)));
        }
    }

    private void write(String command) {
        replicaSet.write(USERS, WriteCommand.of(BsonDocument.parse(command)));
    }

    private List<ChangeStreamDocument<BsonDocument>> events() throws InterruptedException {
        List<ChangeStreamDocument<BsonDocument>> events = new ArrayList<>();
        for (var event = cursor.next(Duration.ZERO); event != null; event = cursor.next(Duration.ZERO)) {
            events.add(event);
        }
        return events;
    }
}

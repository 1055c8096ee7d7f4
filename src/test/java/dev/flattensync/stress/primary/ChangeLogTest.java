package dev.flattensync.stress.primary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.HistoryLostException;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ChangeLogTest {
    private static final Duration AT_ONCE = Duration.ZERO;

    private final Blog blog = new Blog();

    @Test
    void cursorGivesEventsInTheOrderOfTheStream() throws InterruptedException {
        ChangeLog log = blog.log("{_id: '1'}");
        ChangeCursor cursor = log.open(log.end());
        List<BsonTimestamp> applied = IntStream.range(0, 3)
                .mapToObj(i -> log.apply(rename("name " + i)))
                .toList();

        List<BsonTimestamp> read = new ArrayList<>();
        for (ChangeStreamDocument<BsonDocument> event = cursor.next(AT_ONCE);
                event != null;
                event = cursor.next(AT_ONCE)) {
            read.add(event.getClusterTime());
        }

        assertThat(read).isEqualTo(applied).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void cursorResumesRightAfterTheEventOfItsToken() throws InterruptedException {
        ChangeLog log = blog.log("{_id: '1'}");
        ChangeCursor first = log.open(log.end());
        log.apply(rename("a"));
        log.apply(rename("b"));

        ChangeStreamDocument<BsonDocument> event = first.next(AT_ONCE);
        StreamPosition token = new StreamPosition(event.getClusterTime(), event.getResumeToken());

        assertThat(log.open(token).next(AT_ONCE).getUpdateDescription().getUpdatedFields())
                .isEqualTo(BsonDocument.parse("{name: 'b'}"));
    }

    @Test
    void cursorFromTheEndSeesNothingOfWhatWasBefore() throws InterruptedException {
        ChangeLog log = blog.log("{_id: '1'}");
        log.apply(rename("a"));

        assertThat(log.open(log.end()).next(AT_ONCE)).isNull();
    }

    @Test
    void cursorGivesUpAfterItsPatience() throws InterruptedException {
        ChangeLog log = blog.log("{_id: '1'}");
        Duration patience = Duration.ofMillis(20);
        long start = System.nanoTime();

        ChangeStreamDocument<BsonDocument> event = log.open(log.end()).next(patience);

        assertThat(event).isNull();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(patience.toNanos());
    }

    @Test
    @Timeout(30)
    void waitingCursorIsWokenByTheNextEvent() throws Exception {
        ChangeLog log = blog.log("{_id: '1'}");
        ChangeCursor cursor = log.open(log.end());
        FutureTask<ChangeStreamDocument<BsonDocument>> reading =
                new FutureTask<>(() -> cursor.next(Duration.ofMinutes(1)));
        Thread reader = new Thread(reading, "reader");
        reader.start();
        while (reader.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        BsonTimestamp applied = log.apply(rename("a"));

        assertThat(reading.get().getClusterTime()).isEqualTo(applied);
    }

    @Test
    void operationThatChangesNothingIsDoneAtTheEndOfTheStream() {
        ChangeLog log = blog.log("{_id: '1'}");
        BsonTimestamp before = log.apply(rename("a"));

        assertThat(log.apply(rename("a"))).isEqualTo(before).isEqualTo(log.end().time());
    }

    @Test
    void publishedDocumentsAreNotChangedByLaterOperations() throws InterruptedException {
        ChangeLog log = blog.log("{_id: '1'}");
        ChangeCursor cursor = log.open(log.end());
        log.apply(blog.push("post", "{_id: 'p1', comments: [{_id: 'c1', content: 'x'}]}"));
        log.apply(blog.replace(blog.fieldEdit("user", "name", new BsonString("a"))));
        BsonDocument pushed = cursor.next(AT_ONCE).getUpdateDescription().getUpdatedFields();
        BsonDocument replaced = cursor.next(AT_ONCE).getFullDocument();
        String before = pushed.toJson() + replaced.toJson();

        log.apply(blog.edit("comment", "content", new BsonString("y"), 0, 0));
        log.apply(blog.push("comment", "{_id: 'c2'}", 0));
        log.apply(blog.insertAt("comment", "{_id: 'c3'}", 0, 0));
        log.apply(blog.pull("comment", 0, 1));
        log.apply(blog.pull("post", 0));

        assertThat(pushed.toJson() + replaced.toJson()).isEqualTo(before);
    }

    @Test
    void documentsAtTheStartAreNotChangedByOperations() {
        BsonDocument document = BsonDocument.parse(
                "{_id: '1', name: 'old', posts: [{_id: 'p1', comments: [{_id: 'c1', content: 'x'}]}]}");
        BsonDocument before = document.clone();
        ChangeLog log = blog.log(List.of(document));

        log.apply(rename("new"));
        log.apply(blog.edit("comment", "content", new BsonString("y"), 0, 0));
        log.apply(blog.pull("comment", 0, 0));

        assertThat(document).isEqualTo(before);
    }

    @Test
    void documentsAreWhatTheOperationsMadeOfThem() {
        ChangeLog log = blog.log("{_id: '1', name: 'old'}", "{_id: '2'}");

        log.apply(blog.delete("2"));
        log.apply(blog.insert("{_id: '3'}"));
        log.apply(blog.push("post", "{_id: 'p1'}"));
        log.apply(blog.insertAt("post", "{_id: 'p0'}", 0));

        assertThat(log.documents())
                .containsExactly(
                        BsonDocument.parse("{_id: '1', name: 'old', posts: [{_id: 'p0'}, {_id: 'p1'}]}"),
                        BsonDocument.parse("{_id: '3'}"));
    }

    @Test
    void updateOfAMissingDocumentIsRefused() {
        ChangeLog log = blog.log("{_id: '2'}");

        assertThatThrownBy(() -> log.apply(rename("a")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not there");
    }

    @Test
    void insertOfAnExistingDocumentIsRefused() {
        ChangeLog log = blog.log("{_id: '1'}");

        assertThatThrownBy(() -> log.apply(blog.insert("{_id: '1'}")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("there already");
    }

    @Test
    void lastTenThousandEventsCanBeReadAgain() throws InterruptedException {
        ChangeLog log = blog.log("{_id: '1'}");
        List<StreamPosition> tokens = readThrough(log, 45_000);

        assertThat(log.open(tokens.get(34_999)).next(AT_ONCE).getResumeToken())
                .isEqualTo(tokens.get(35_000).resumeToken());
    }

    @Test
    void resumeFromAnEventThatIsNoLongerKeptIsRefused() throws InterruptedException {
        ChangeLog log = blog.log("{_id: '1'}");
        List<StreamPosition> tokens = readThrough(log, 45_000);

        assertThatThrownBy(() -> log.open(tokens.get(0)).next(AT_ONCE))
                .isInstanceOf(HistoryLostException.class)
                .hasMessageContaining("resume from 2 is not possible");
    }

    /** Changes a document that often and reads each event. */
    private List<StreamPosition> readThrough(ChangeLog log, int events) throws InterruptedException {
        ChangeCursor cursor = log.open(log.end());
        List<StreamPosition> tokens = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            log.apply(rename("name " + i));
            ChangeStreamDocument<BsonDocument> event = cursor.next(AT_ONCE);
            tokens.add(new StreamPosition(event.getClusterTime(), event.getResumeToken()));
        }
        return tokens;
    }

    private Operation rename(String name) {
        return blog.edit("user", "name", new BsonString(name));
    }
}

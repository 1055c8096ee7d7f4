package dev.flattensync.stress.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.HistoryLostException;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.primary.WriteCommand;
import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.DataSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class TailSourceTest {
    private static final long SEED = 11;
    private static final List<Integer> SCALE = List.of(3, 4, 5);
    private static final int EVENTS = 860;

    private final Blog blog = new Blog();
    private final DocumentMapping mapping = blog.mapping();
    private final TailDocuments documents = new TailDocuments(mapping, SCALE, SEED);
    private final TailSource source = new TailSource(documents, EVENTS, new SplittableRandom(SEED), Blog.START);

    @Test
    void itsDocumentsAreWhatItsEventsMakeOfTheFirstOnes() throws Exception {
        ChangeLog log = blog.log(DataSet.synthetic(mapping, SCALE, SEED).documents());
        assertThat(documents).containsExactlyElementsOf(log.documents());
        for (ChangeStreamDocument<BsonDocument> event : events()) {
            BsonDocument set =
                    new BsonDocument("$set", event.getUpdateDescription().getUpdatedFields());
            log.apply(new WriteCommand.Update(event.getDocumentKey(), set, List.of(), false, false));
        }
        assertThat(documents).containsExactlyInAnyOrderElementsOf(log.documents());
    }

    @Test
    void theKindsOfChangeAreAsFrequentAsInTheDefaultMix() throws Exception {
        List<String> paths = events().stream()
                .map(event -> event.getUpdateDescription()
                        .getUpdatedFields()
                        .getFirstKey()
                        .replaceAll("\\d+", "N"))
                .toList();
        assertThat(paths).hasSize(EVENTS);
        assertThat(count(paths, "posts.N.comments.N.content")).isBetween(450, 550);
        assertThat(count(paths, "posts.N.title")).isBetween(50, 110);
        assertThat(count(paths, "name")).isBetween(20, 60);
        assertThat(count(paths, "posts.N.comments.N")).isBetween(190, 290);
    }

    @Test
    void goesOnWhereItIsAndNowhereElse() throws Exception {
        ChangeCursor cursor = source.open(source.position(0));
        assertThat(cursor.next(Duration.ZERO).getClusterTime())
                .isEqualTo(source.position(1).time());
        assertThat(cursor.available()).isEqualTo(EVENTS - 1);
        assertThat(source.open(source.position(1)).next(Duration.ZERO).getClusterTime())
                .isEqualTo(source.position(2).time());
        assertThatThrownBy(() -> source.open(source.position(1)))
                .isInstanceOf(HistoryLostException.class)
                .hasMessageContaining("expected to go on after event 2, found 1");
    }

    private List<ChangeStreamDocument<BsonDocument>> events() throws InterruptedException {
        List<ChangeStreamDocument<BsonDocument>> events = new ArrayList<>();
        try (ChangeCursor cursor = source.open(source.position(0))) {
            for (var event = cursor.next(Duration.ZERO); event != null; event = cursor.next(Duration.ZERO)) {
                events.add(event);
            }
        }
        return events;
    }

    private static int count(List<String> paths, String path) {
        return (int) paths.stream().filter(path::equals).count();
    }
}

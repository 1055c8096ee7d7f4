package dev.flattensync.stress.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.FlattenSync;
import dev.flattensync.OnViolation;
import dev.flattensync.SyncListener;
import dev.flattensync.SyncSettings;
import dev.flattensync.SyncState;
import dev.flattensync.change.ChangeBatch;
import dev.flattensync.flatten.MappingViolationException;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import dev.flattensync.stress.workload.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a sync tells its listener is what it does. */
@ExtendWith(TestPostgres.class)
class SyncListenerTest {
    private static final FlatSchema SCHEMA = FlatSchema.all().get(0);

    @Test
    void aBatchIsToldWithItsSizeItsRowsAndItsBacklog(PostgresAddress postgres) throws Exception {
        SyncedBlog blog = new SyncedBlog(postgres, SCHEMA, 1);
        FlattenSync.takeSnapshot(blog.settings(), blog.log());
        // An edit is one row, an insert of a document is 1 + 1 + 2.
        for (int i = 0; i < 8; i++) {
            blog.log().apply(blog.blog().edit("user", "name", new BsonString("name " + i)));
        }
        blog.log()
                .apply(blog.blog()
                        .insert("{_id: 'new', posts: [{_id: 'new p', comments: [{_id: 'new c1'}, {_id: 'new c2'}]}]}"));
        SyncSettings settings = blog.settings().withLimits(new ChangeBatch.Limits(4, 1 << 20));
        try (FlattenSync sync = FlattenSync.start(settings, blog.log())) {
            blog.awaitVisible(sync);
        }
        List<SyncListener.Batch> batches = blog.listener().batches();
        assertThat(batches).extracting(SyncListener.Batch::events).containsExactly(4, 4, 1);
        assertThat(batches).extracting(SyncListener.Batch::backlog).containsExactly(5, 1, 0);
        // Edits of one field fold to one.
        assertThat(batches).extracting(SyncListener.Batch::rowsWritten).containsExactly(1L, 1L, 4L);
        assertThat(batches).allMatch(batch -> batch.bytes() > 0 && !batch.took().isNegative());
        assertThat(batches.get(2).watermark()).isEqualTo(blog.log().end().time());
        assertThat(blog.differences()).isEmpty();
    }

    @Test
    void lagIsHowOldTheWatermarkIsAndBacklogIsWhatIsTakenAndWhatTheSourceSays(PostgresAddress postgres)
            throws Exception {
        SyncedBlog blog = new SyncedBlog(postgres, SCHEMA, 1);
        EndlessSource source = new EndlessSource(blog, Instant.now().minus(Duration.ofHours(1)), 1);
        try (FlattenSync sync = FlattenSync.start(blog.settings(), source)) {
            sync.whenVisible(source.position(100).time()).get(SyncedBlog.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        int batchBehind = blog.settings().limits().events();
        assertThat(blog.listener().batches())
                .allSatisfy(batch -> assertThat(batch.backlog())
                        .isIn(EndlessSource.AVAILABLE, EndlessSource.AVAILABLE + batchBehind))
                .extracting(SyncListener.Batch::lag)
                .allSatisfy(lag -> assertThat(lag).isBetween(Duration.ofHours(1), Duration.ofHours(2)));
    }

    @Test
    void aRowThatIsLeftOutIsToldAndTheSyncGoesOn(PostgresAddress postgres) throws Exception {
        SyncedBlog blog = new SyncedBlog(postgres, SCHEMA, 1);
        SyncSettings settings = blog.settings().withOnViolation(OnViolation.SKIP);
        try (FlattenSync sync = FlattenSync.start(settings, blog.log())) {
            blog.awaitVisible(sync);
            blog.log().apply(secondPostOfTheSameId(blog));
            blog.awaitVisible(sync);

            assertThat(sync.violations().values()).containsExactly(1L);
            assertThat(sync.state()).isEqualTo(SyncState.TAILING);
        }
        // The post that had the id first stays, with its comments.
        assertThat(blog.text("select count(*) from %s.posts where u_id = '1'")).isEqualTo("4");
        assertThat(blog.text("select count(*) from %s.comments")).isEqualTo("480");
        assertThat(blog.listener().skipped())
                .singleElement()
                .extracting(MappingViolationException::documentId)
                .isEqualTo("1");
        assertThat(blog.listener().failures()).isEmpty();
    }

    @Test
    void whatStopsTheSyncIsTold(PostgresAddress postgres) throws Exception {
        SyncedBlog blog = new SyncedBlog(postgres, SCHEMA, 1);
        try (FlattenSync sync = FlattenSync.start(blog.settings(), blog.log())) {
            blog.awaitVisible(sync);
            blog.log().apply(secondPostOfTheSameId(blog));
            assertThat(sync.whenVisible(blog.log().end().time()))
                    .failsWithin(Duration.ofSeconds(SyncedBlog.PATIENCE_SECONDS));
            assertThat(sync.violations().values()).containsExactly(1L);
        }
        assertThat(blog.listener().states()).containsExactly(SyncState.SNAPSHOT, SyncState.TAILING, SyncState.FAILED);
        assertThat(blog.listener().failures()).singleElement().isInstanceOf(MappingViolationException.class);
        assertThat(blog.listener().skipped()).isEmpty();
    }

    @Test
    void aListenerThatThrowsDoesNotStopTheSync(PostgresAddress postgres) throws Exception {
        SyncedBlog blog = new SyncedBlog(postgres, SCHEMA, 1);
        SyncListener throwing = new SyncListener() {
            @Override
            public void state(SyncState state) {
                throw new IllegalStateException("state");
            }

            @Override
            public void committed(Batch batch) {
                throw new IllegalStateException("committed");
            }
        };
        try (FlattenSync sync = FlattenSync.start(blog.settings().withListener(throwing), blog.log())) {
            blog.change(20);
            blog.awaitVisible(sync);
        }
        assertThat(blog.differences()).isEmpty();
    }

    private static Operation secondPostOfTheSameId(SyncedBlog blog) {
        BsonValue id = blog.log().documents().stream()
                .filter(document -> document.getString("_id").getValue().equals("1"))
                .findFirst()
                .orElseThrow()
                .getArray("posts")
                .get(0)
                .asDocument()
                .get("_id");
        return blog.blog().push("post", "{_id: '%s'}".formatted(id.asString().getValue()));
    }
}

package dev.flattensync.stress.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.SyncUnderTest;
import dev.flattensync.stress.environment.TestPostgres;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What all peers have in common. */
@ExtendWith(TestPostgres.class)
class StreamLoopTest {
    private static final long SEED = 42;

    enum Peer {
        REWRITE,
        JSONB;

        PeerBlog blog(PostgresAddress postgres) throws SQLException {
            return this == REWRITE
                    ? PeerBlog.flat(postgres, FlatSchema.all().get(0), SEED)
                    : PeerBlog.jsonb(postgres, true, SEED);
        }

        SyncUnderTest sync() {
            return this == REWRITE ? new RewriteSync() : new JsonbSync();
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnAtTheCheckpointAfterARestart(Peer peer, PostgresAddress postgres) throws Exception {
        PeerBlog blog = peer.blog(postgres);
        for (int restart = 0; restart < 3; restart++) {
            SyncUnderTest sync = blog.started(peer.sync(), 3);
            blog.change(20);
            // In the midst of it, perhaps.
            sync.stop();
        }
        long before = blog.log().end().time().getValue();
        SyncUnderTest sync = blog.started(peer.sync(), 3);
        try {
            blog.awaitVisible(sync);
            assertThat(blog.differences()).isEmpty();
        } finally {
            sync.stop();
        }
        assertThat(blog.texts("select cluster_time from flattensync_peer.flattensync_checkpoint"))
                .containsExactly(String.valueOf(before));
    }

    @ParameterizedTest
    @EnumSource
    void aFailingStatementFailsThoseWhoWait(Peer peer, PostgresAddress postgres) throws Exception {
        PeerBlog blog = peer.blog(postgres);
        SyncUnderTest sync = blog.started(peer.sync(), 500);
        try {
            blog.execute("alter table users rename to elsewhere");
            blog.change(1);
            CompletableFuture<Void> visible = sync.whenVisible(blog.log().end().time());

            assertThatThrownBy(() -> visible.get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SQLException.class)
                    .hasMessageContaining("users");
            assertThat(sync.whenVisible(blog.log().end().time())).isCompletedExceptionally();
        } finally {
            sync.stop();
        }
    }

    @ParameterizedTest
    @EnumSource
    void stopsOnceAndFreesItsConnectionAndThread(Peer peer, PostgresAddress postgres) throws Exception {
        PeerBlog blog = peer.blog(postgres);
        SyncUnderTest sync = blog.started(peer.sync(), 500);
        assertThat(blog.connections()).isEqualTo(1);
        assertThat(PeerBlog.threads()).hasSize(1);
        blog.change(10);
        blog.awaitVisible(sync);

        sync.stop();
        sync.stop();

        assertThat(PeerBlog.threads()).isEmpty();
        blog.awaitNoConnection();
        blog.change(1);
        assertThat(sync.whenVisible(blog.log().end().time())).isCompletedExceptionally();
    }

    @ParameterizedTest
    @EnumSource
    void canBeStoppedIfItDidNotStart(Peer peer, PostgresAddress postgres) throws Exception {
        PeerBlog blog = peer.blog(postgres);
        blog.execute("drop table flattensync_checkpoint");
        SyncUnderTest sync = peer.sync();

        assertThatThrownBy(() -> blog.started(sync, 500)).isInstanceOf(SQLException.class);
        sync.stop();

        blog.awaitNoConnection();
    }
}

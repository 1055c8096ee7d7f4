package dev.flattensync.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flattensync.TestMappings;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.schema.FlatTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ChunkSenderTest {
    private static final FlatTable USERS = new FlatLayout(
                    TestMappings.users(), FlatSchema.all().get(0))
            .tables()
            .get(0);

    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final List<Integer> sent = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<Thread> thread = new AtomicReference<>();

    @Test
    void twoBuffersTakeTurnsAndChunksKeepTheirOrder() throws SQLException {
        CopyRows first = rows(1);
        try (ChunkSender sender = new ChunkSender((table, rows) -> sent.add(rows.getLength()))) {
            CopyRows second = sender.handOver(USERS, first);
            assertThat(second.getLength()).isZero();
            fill(second, 2);
            assertThat(sender.handOver(USERS, second)).isSameAs(first);
            assertThat(first.getLength()).isZero();
            assertThat(sender.awaitSent()).isSameAs(second);
            assertThat(sent).containsExactly(1, 2);
        }
    }

    @Test
    void oneChunkIsOnItsWayWhileAnotherIsMadeAndNoMore() throws Exception {
        try (ChunkSender sender = new ChunkSender(this::blocked)) {
            CopyRows second = sender.handOver(USERS, rows(1));
            assertThat(sent).isEmpty();
            fill(second, 2);
            Thread caller = Thread.currentThread();
            Thread release = new Thread(() -> {
                while (caller.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                mayGoOn.countDown();
            });
            release.start();
            sender.handOver(USERS, second);
            assertThat(sent).startsWith(1);
            release.join();
        }
        assertThat(sent).containsExactly(1, 2);
    }

    static List<Throwable> failures() {
        return List.of(
                new SQLException("refused", "22021"),
                new IllegalStateException("broken"),
                new StackOverflowError("deep"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureReachesWhoeverHandsOverNextAsItIs(Throwable failure) throws SQLException {
        try (ChunkSender sender = new ChunkSender((table, rows) -> {
            sent.add(rows.getLength());
            ChunkSenderTest.<RuntimeException>fail(failure);
        })) {
            CopyRows second = sender.handOver(USERS, rows(1));
            fill(second, 2);

            assertThat(catchThrowable(() -> sender.handOver(USERS, second))).isSameAs(failure);
        }
        assertThat(sent).as("chunks that were tried").containsExactly(1);
    }

    @Test
    void interruptEndsTheWaitAndStaysSet() throws Exception {
        try (ChunkSender sender = new ChunkSender(this::blocked)) {
            sender.handOver(USERS, rows(1));
            Thread caller = Thread.currentThread();
            Thread interrupting = new Thread(() -> {
                while (caller.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                caller.interrupt();
            });
            interrupting.start();

            assertThatThrownBy(sender::awaitSent)
                    .isInstanceOf(SQLException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(caller.isInterrupted()).isTrue();
            mayGoOn.countDown();
        } finally {
            assertThat(Thread.interrupted()).as("still interrupted once closed").isTrue();
        }
    }

    @Test
    void anInterruptedCallerHandsNothingOver() throws SQLException {
        try (ChunkSender sender = new ChunkSender((table, rows) -> sent.add(rows.getLength()))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> sender.handOver(USERS, rows(1))).isInstanceOf(SQLException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(sent).isEmpty();
    }

    @Test
    void closeWaitsForTheChunkAtHandAndLeavesNoThread() throws Exception {
        Thread release = new Thread(mayGoOn::countDown);
        try (ChunkSender sender = new ChunkSender(this::blocked)) {
            sender.handOver(USERS, rows(1));
            release.start();
        }
        assertThat(sent).containsExactly(1);
        assertThat(thread.get().isDaemon()).isTrue();
        thread.get().join();
        release.join();
    }

    private void blocked(FlatTable table, CopyRows rows) {
        thread.set(Thread.currentThread());
        try {
            mayGoOn.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("a chunk at hand was interrupted", e);
        }
        sent.add(rows.getLength());
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void fail(Throwable failure) throws E {
        throw (E) failure;
    }

    private static CopyRows rows(int bytes) {
        CopyRows rows = new CopyRows();
        fill(rows, bytes);
        return rows;
    }

    private static void fill(CopyRows rows, int bytes) {
        rows.value("a".repeat(bytes));
    }
}

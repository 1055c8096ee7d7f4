package dev.flattensync.stress.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** CPU time of PostgreSQL's processes, which come and go. */
@ExtendWith(TestPostgres.class)
class ProcessTreeTest {
    /** Far more than the other sessions of the server can use between two readings. */
    private static final long MUCH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int ENOUGH_WORK = 10_000;

    @Test
    void grownByABusySessionItDoesNotFallWhenThatEnds(PostgresAddress postgres) throws Exception {
        try (Session session = new Session(postgres)) {
            ProcessTree tree = ProcessTree.of(session.postmaster()).orElseThrow();
            long start = tree.cpuNanos().orElseThrow();
            long busy = start;
            for (int i = 0; i < ENOUGH_WORK && busy < start + MUCH_NANOS; i++) {
                session.work();
                busy = tree.cpuNanos().orElseThrow();
            }
            assertThat(busy).isGreaterThanOrEqualTo(start + MUCH_NANOS);

            session.end();

            assertThat(tree.cpuNanos().orElseThrow()).isGreaterThanOrEqualTo(busy);
        }
    }

    @Test
    void ofAProcessThatHasEndedItIsUnknown(PostgresAddress postgres) throws Exception {
        try (Session session = new Session(postgres)) {
            ProcessTree tree = ProcessTree.of(session.process()).orElseThrow();
            assertThat(tree.cpuNanos()).isPresent();

            session.end();

            assertThat(tree.cpuNanos()).isEmpty();
            assertThat(ProcessTree.of(session.process())).isEmpty();
        }
    }
}

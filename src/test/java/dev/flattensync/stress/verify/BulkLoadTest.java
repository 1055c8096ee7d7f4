package dev.flattensync.stress.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.typesafe.config.ConfigFactory;
import dev.flattensync.change.SnapshotExpiredException;
import dev.flattensync.flatten.FlatElement;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.MappingReader;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.BulkLoad;
import dev.flattensync.store.OwnedSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.store.WriteCounter;
import dev.flattensync.stress.environment.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A load of which each document is a chunk of its own: one is on its way while the next is made. */
@ExtendWith(TestPostgres.class)
@Timeout(120)
class BulkLoadTest {
    private static final DocumentMapping MAPPING = MappingReader.read(
            "users",
            ConfigFactory.parseString(
                    "collection = users, element = user, link = u, fields = [ name text ], arrays = []"));
    private static final FlatLayout LAYOUT =
            new FlatLayout(MAPPING, FlatSchema.all().get(0));
    private static final String SCHEMA = "bulk_load";
    private static final int DOCUMENTS = 8;
    private static final String MORE_THAN_A_CHUNK = "a".repeat(5 << 20);

    private final AtomicInteger made = new AtomicInteger();

    @Test
    void failureOfTheSourceReachesTheCallerAndTheConnectionIsFree(PostgresAddress postgres) throws Exception {
        SnapshotExpiredException expired = new SnapshotExpiredException("gone", null);
        try (Connection connection = connect(postgres)) {
            Throwable thrown = catchThrowable(() -> load(connection, number -> {
                if (number == 3) {
                    throw expired;
                }
                return MORE_THAN_A_CHUNK;
            }));

            assertThat(thrown).isSameAs(expired);
            assertThat(count(connection)).as("chunks that were handed over").isEqualTo(3);
        }
    }

    @Test
    void refusalOfPostgresReachesTheCallerAndNoMoreIsMade(PostgresAddress postgres) throws Exception {
        try (Connection connection = connect(postgres)) {
            assertThatThrownBy(() ->
                            load(connection, number -> number == 2 ? "\0" + MORE_THAN_A_CHUNK : MORE_THAN_A_CHUNK))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("0x00");

            assertThat(made)
                    .as("documents read, those after the refused chunk's")
                    .hasValue(4);
            assertThat(count(connection)).isEqualTo(2);
        }
    }

    @Test
    void interruptStopsTheLoad(PostgresAddress postgres) throws Exception {
        try (Connection connection = connect(postgres)) {
            assertThatThrownBy(() -> load(connection, number -> {
                        if (number == 3) {
                            Thread.currentThread().interrupt();
                        }
                        return MORE_THAN_A_CHUNK;
                    }))
                    .isInstanceOf(SQLException.class)
                    .hasCauseInstanceOf(InterruptedException.class);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(count(connection)).isEqualTo(3);
        }
    }

    /** What was copied meanwhile would be rolled back with the rest. */
    @Test
    void nothingIsCopiedWhileTheSourceHoldsTheConnectionsMonitor(PostgresAddress postgres) throws Exception {
        try (Connection connection = connect(postgres)) {
            load(connection, number -> {
                synchronized (connection) {
                    rolledBack(connection);
                }
                return MORE_THAN_A_CHUNK;
            });

            assertThat(count(connection)).isEqualTo(DOCUMENTS);
        }
    }

    private static void rolledBack(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select pg_sleep(0.02)");
            Thread.sleep(50);
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect(PostgresAddress postgres) throws SQLException {
        Connection connection = postgres.connect();
        OwnedSchema.recreate(connection, SCHEMA);
        return connection;
    }

    private void load(Connection connection, IntFunction<String> text) throws SQLException {
        Iterator<FlatElement> documents = IntStream.range(0, DOCUMENTS)
                .peek(number -> made.incrementAndGet())
                .mapToObj(number -> new FlatElement(
                        MAPPING.root(), "%d".formatted(number), List.of(text.apply(number)), List.of(), null))
                .iterator();
        new BulkLoad(connection, LAYOUT, SCHEMA).run(documents, rows -> {}, new WriteCounter());
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + SCHEMA + ".users")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}

package dev.flattensync.stress.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.core.BaseConnection;

/** Every statement over an explained connection is told of, with what it did. */
@ExtendWith(TestPostgres.class)
class ExplainedPostgresTest {
    private static final String FIND = "select name from users where _id = ?";

    @BeforeEach
    void makeTable(PostgresAddress postgres) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table users (_id text primary key, name text);"
                    + " insert into users select i, 'a' from generate_series(1, 1000) i; analyze users");
        }
    }

    @Test
    void planOfAPreparedStatementIsTheOneThatWasUsed(PostgresAddress postgres) throws SQLException {
        try (ExplainedPostgres explained = ExplainedPostgres.open(postgres);
                Connection connection = explained.address().connectPinned();
                PreparedStatement find = connection.prepareStatement(FIND)) {
            find(find, "7");
            find(find, "none");

            assertThat(explained.take()).hasSize(2).first().satisfies(statement -> {
                assertThat(statement.sql()).isEqualTo("select name from users where _id = $1");
                PlanNode scan = statement.plan();
                assertThat(scan.label()).isEqualTo("Index Scan on users");
                assertThat(scan.index()).contains("users_pkey");
                // A plan for this one execution would hold the value.
                assertThat(scan.indexCondition()).contains("(_id = ($1)::text)");
                assertThat(scan.rows()).isOne();
                assertThat(scan.buffers()).isPositive();
            });
            assertThat(explained.take()).isEmpty();
        }
    }

    @Test
    void rowsThatDidNotFitAreTold(PostgresAddress postgres) throws SQLException {
        try (ExplainedPostgres explained = ExplainedPostgres.open(postgres);
                Connection connection = explained.address().connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update users set name = 'b' where name || _id = 'a7'");

            PlanNode update = explained.take().get(0).plan();
            assertThat(update.label()).isEqualTo("Update on users");
            assertThat(update.rowsWritten()).isOne();
            assertThat(update.walBytes()).isPositive();
            assertThat(update.children()).singleElement().satisfies(scan -> {
                assertThat(scan.isFullScan()).isTrue();
                assertThat(scan.filter()).isPresent();
                assertThat(scan.rows()).isOne();
                assertThat(scan.rowsRemoved()).isEqualTo(999);
            });
        }
    }

    @Test
    void averagesOverManyLoopsAddUp(PostgresAddress postgres) throws SQLException {
        try (ExplainedPostgres explained = ExplainedPostgres.open(postgres);
                Connection connection = explained.address().connectPinned();
                Statement statement = connection.createStatement()) {
            statement.executeQuery("select 1 from unnest('{1,2,none}'::text[]) f(id) join users t on t._id = f.id");

            assertThat(explained.take().get(0).plan().nodes().filter(PlanNode::isScan))
                    .singleElement()
                    .satisfies(scan -> {
                        assertThat(scan.loops()).isEqualTo(3);
                        assertThat(scan.rows()).isEqualTo(2);
                    });
        }
    }

    @Test
    void queryIsToldOfByTheEndOfItsTransaction(PostgresAddress postgres) throws SQLException {
        try (ExplainedPostgres explained = ExplainedPostgres.open(postgres);
                Connection connection = explained.address().connectPinned()) {
            connection.setAutoCommit(false);
            try (PreparedStatement find = connection.prepareStatement(FIND)) {
                find(find, "7");
            }
            connection.commit();

            assertThat(explained.take())
                    .extracting(ExplainedStatement::sql)
                    .contains("select name from users where _id = $1");
        }
    }

    @Test
    void failedStatementBreaksNothing(PostgresAddress postgres) throws SQLException {
        try (ExplainedPostgres explained = ExplainedPostgres.open(postgres);
                Connection connection = explained.address().connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("insert into users values ('1', 'again')"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("users_pkey")
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("23505");
            explained.take();

            statement.executeUpdate("insert into users values ('new', 'first')");

            assertThat(explained.take())
                    .singleElement()
                    .satisfies(insert -> assertThat(insert.plan().rowsWritten()).isOne());
        }
    }

    @Test
    void upsertCountsWhatItWrote(PostgresAddress postgres) throws SQLException {
        String rows = "insert into users select i, 'b' from generate_series(999, 1001) i on conflict (_id) do ";
        try (ExplainedPostgres explained = ExplainedPostgres.open(postgres);
                Connection connection = explained.address().connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(rows + "nothing");
            statement.executeUpdate(rows + "update set name = 'c'");

            assertThat(explained.take())
                    .extracting(insert -> insert.plan().rowsWritten())
                    .containsExactly(1L, 3L);
        }
    }

    @Test
    void copyGoesThroughToTheDriver(PostgresAddress postgres) throws SQLException {
        try (ExplainedPostgres explained = ExplainedPostgres.open(postgres);
                Connection connection = explained.address().connect()) {
            assertThat(connection.unwrap(BaseConnection.class).getCopyAPI()).isNotNull();
            assertThat(connection.createStatement().getConnection()).isEqualTo(connection);
        }
    }

    @Test
    void closeDeregistersTheDriver(PostgresAddress postgres) throws SQLException {
        List<Object> before = drivers();
        ExplainedPostgres explained = ExplainedPostgres.open(postgres);
        assertThat(drivers()).hasSize(before.size() + 1);

        explained.close();

        assertThat(drivers()).isEqualTo(before);
        assertThatThrownBy(() -> explained.address().connect())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("No suitable driver");
    }

    @Test
    void roleThatMayNotIsTold(PostgresAddress postgres) throws SQLException {
        List<Object> before = drivers();
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop role if exists plain_role; create role plain_role login");
        }

        assertThatThrownBy(() -> ExplainedPostgres.open(new PostgresAddress(postgres.url(), "plain_role", "")))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("expected a PostgreSQL in which role \"plain_role\" may load auto_explain")
                .hasMessageContaining("connect as a superuser");
        assertThat(drivers()).isEqualTo(before);
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop role plain_role");
        }
    }

    private static void find(PreparedStatement find, String id) throws SQLException {
        find.setString(1, id);
        find.executeQuery().close();
    }

    private static List<Object> drivers() {
        return DriverManager.drivers().map(Object.class::cast).toList();
    }
}

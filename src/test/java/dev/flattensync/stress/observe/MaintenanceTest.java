package dev.flattensync.stress.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.store.Identifiers;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is done between blocks, by roles that may and roles that may not. */
@ExtendWith(TestPostgres.class)
class MaintenanceTest {

    @Test
    void vacuumRemovesTheDeadRows(PostgresAddress postgres) throws Exception {
        ObservedBlog blog = ObservedBlog.load(postgres);
        blog.execute("update %s.comments set content = 'edited'"); // 2 x 3 x 4 comments
        blog.execute("delete from %s.users");
        assertThat(blog.counts().rows().orElseThrow().dead()).isEqualTo(2 * 3 * 4 + 2);

        new Maintenance(postgres).vacuum(blog.layout(), ObservedBlog.SCHEMA);

        assertThat(blog.counts().rows().orElseThrow().dead()).isZero();
    }

    @Test
    void vacuumGathersThePlannersStatistics(PostgresAddress postgres) throws Exception {
        ObservedBlog blog = ObservedBlog.load(postgres);
        blog.execute("update %s.users set name = 'everyone'");

        new Maintenance(postgres).vacuum(blog.layout(), ObservedBlog.SCHEMA);

        assertThat(text(
                        postgres,
                        "select most_common_vals from pg_stats where tablename = 'users' and attname = 'name'"))
                .isEqualTo("{everyone}");
    }

    @Test
    void aTableThatTheRoleMayNotVacuumIsAnError(PostgresAddress postgres) throws Exception {
        ObservedBlog blog = ObservedBlog.load(postgres);
        try (OtherRole role = new OtherRole(postgres)) {
            role.execute("grant usage on schema " + Identifiers.quoted(ObservedBlog.SCHEMA) + " to %s");

            assertThatThrownBy(() -> new Maintenance(role.address()).vacuum(blog.layout(), ObservedBlog.SCHEMA))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("users");
        }
    }

    @Test
    void checkpointWritesOne(PostgresAddress postgres) throws Exception {
        String position = text(postgres, "select pg_current_wal_insert_lsn()");

        assertThat(new Maintenance(postgres).checkpoint()).isTrue();

        assertThat(text(postgres, "select redo_lsn >= '" + position + "' from pg_control_checkpoint()"))
                .isEqualTo("t");
    }

    @Test
    void checkpointIsLeftOutIfTheRoleMayNot(PostgresAddress postgres) throws Exception {
        try (OtherRole role = new OtherRole(postgres)) {
            assertThat(new Maintenance(role.address()).checkpoint()).isFalse();
        }
    }

    @Test
    void checkpointNeedsNoSuperuser(PostgresAddress postgres) throws Exception {
        try (OtherRole role = new OtherRole(postgres)) {
            role.execute("grant pg_checkpoint to %s");

            assertThat(new Maintenance(role.address()).checkpoint()).isTrue();
        }
    }

    @Test
    void checkpointOfAServerThatIsNotThereIsAnError() {
        PostgresAddress nowhere = new PostgresAddress("jdbc:postgresql://localhost:1/orders", "postgres", "");

        assertThatThrownBy(() -> new Maintenance(nowhere).checkpoint()).isInstanceOf(SQLException.class);
    }

    private static String text(PostgresAddress postgres, String query) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}

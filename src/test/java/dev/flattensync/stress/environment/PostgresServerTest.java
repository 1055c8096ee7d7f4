package dev.flattensync.stress.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A given PostgreSQL is checked before anything starts, and no password is ever shown. */
@ExtendWith(TestPostgres.class)
class PostgresServerTest {

    @Test
    void aWrongPasswordIsRefusedWithHostDatabaseAndUserAndNotShown(PostgresAddress postgres) throws Exception {
        requirePassword(postgres, "locked_role", "right");

        assertThatThrownBy(() ->
                        PostgresServer.open(Optional.of(new PostgresAddress(postgres.url(), "locked_role", "wr0ng"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("on host \"localhost\"")
                .hasMessageContaining("refuses the password of user \"locked_role\"")
                .hasMessageNotContaining("wr0ng");
    }

    @Test
    void theRightPasswordIsTaken(PostgresAddress postgres) throws Exception {
        requirePassword(postgres, "known_role", "right");

        assertThatCode(() -> PostgresServer.open(
                                Optional.of(new PostgresAddress(postgres.url(), "known_role", "right")))
                        .close())
                .doesNotThrowAnyException();
    }

    @Test
    void anUnreachableServerIsRefusedAndThePasswordInItsUrlNotShown() {
        PostgresAddress nowhere =
                new PostgresAddress("jdbc:postgresql://localhost:1/orders?password=s3cret", "postgres", "");

        assertThatThrownBy(() -> PostgresServer.open(Optional.of(nowhere)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("database \"orders\" on host \"localhost\", port 1")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aUrlThatIsNoJdbcUrlIsRefusedAndNotShown() {
        assertThatThrownBy(() -> PostgresServer.open(
                        Optional.of(new PostgresAddress("postgres://me:s3cret@localhost/db", "me", ""))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("jdbc:postgresql://host:port/database")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aSchemaOfOurNameThatSomebodyElseMadeIsRefused(PostgresAddress postgres) throws Exception {
        execute(postgres, "create schema flattensync_schema2");

        try (PostgresServer server = PostgresServer.open(Optional.of(postgres))) {
            assertThatThrownBy(() -> server.checkOwned(List.of("flattensync_schema1", "flattensync_schema2")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("has a schema \"flattensync_schema2\" that this project did not make");
        }
    }

    @Test
    void anEmbeddedServerTellsTheProcessThatStartsItsSessions() throws Exception {
        try (PostgresServer server = PostgresServer.embedded();
                Connection connection = server.address().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            ProcessHandle session = ProcessHandle.of(rows.getLong(1)).orElseThrow();

            assertThat(server.processId())
                    .hasValue(session.parent().orElseThrow().pid());
        }
    }

    @Test
    void theProcessOfAGivenServerIsUnknown(PostgresAddress postgres) {
        try (PostgresServer server = PostgresServer.open(Optional.of(postgres))) {
            assertThat(server.processId()).isEmpty();
        }
    }

    /** Makes a role that, unlike all others of the embedded server, needs its password. */
    private static void requirePassword(PostgresAddress postgres, String role, String password)
            throws SQLException, IOException {
        execute(postgres, "drop role if exists " + role);
        execute(postgres, "create role " + role + " login password '" + password + "'");
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show hba_file")) {
            rows.next();
            Path rules = Path.of(rows.getString(1));
            List<String> others = Files.readAllLines(rules).stream()
                    .filter(rule -> !rule.contains(role))
                    .toList();
            Files.write(rules, List.of("host all " + role + " all scram-sha-256"));
            Files.write(rules, others, StandardOpenOption.APPEND);
        }
        execute(postgres, "select pg_reload_conf()");
        // The reload is a signal that takes a moment to arrive.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!rulesHold(postgres, role)) {
            assertThat(System.nanoTime()).as("the rules should hold by now").isLessThan(deadline);
        }
    }

    private static boolean rulesHold(PostgresAddress postgres, String role) {
        try {
            new PostgresAddress(postgres.url(), role, "not it").connect().close();
            return false;
        } catch (SQLException refused) {
            return true;
        }
    }

    private static void execute(PostgresAddress postgres, String statement) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement s = connection.createStatement()) {
            s.execute(statement);
        }
    }
}

package dev.flattensync.stress.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.PostgresServer;
import dev.flattensync.stress.environment.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestPostgres.class)
class PostgresSettingsTest {

    @Test
    void versionIsTheServers(PostgresAddress postgres) throws SQLException {
        try (PostgresServer server = PostgresServer.open(Optional.of(postgres))) {
            assertThat(PostgresSettings.read(postgres).version()).isEqualTo(server.version());
        }
    }

    @Test
    void whatTheServerWasStartedWithIsThereWithItsUnit(PostgresAddress postgres) throws SQLException {
        assertThat(PostgresSettings.read(postgres).settings())
                .containsEntry("shared_buffers", "512MB")
                .containsEntry("max_wal_size", "4GB")
                .containsEntry("max_connections", "200");
    }

    @Test
    void durabilityThatSomebodyMadeSureOfIsThereThoughItIsTheDefault(PostgresAddress postgres) throws SQLException {
        assertThat(PostgresSettings.read(postgres).settings())
                .containsEntry("fsync", "on")
                .containsEntry("synchronous_commit", "on")
                .containsEntry("full_page_writes", "on");
    }

    @Test
    void whatInitdbFixedIsThereIfItIsNotTheDefault(PostgresAddress postgres) throws SQLException {
        assertThat(PostgresSettings.read(postgres).settings())
                .containsEntry("data_checksums", "on")
                .doesNotContainKeys("block_size", "wal_segment_size");
    }

    @Test
    void defaultsAndWhatTheServerDerivesFromThemAreNotThere(PostgresAddress postgres) throws SQLException {
        assertThat(PostgresSettings.read(postgres).settings())
                .doesNotContainKeys(
                        "work_mem",
                        "wal_buffers",
                        "archive_command",
                        "shared_memory_size",
                        "unix_socket_permissions",
                        "tcp_keepalives_idle",
                        "transaction_isolation");
    }

    @Test
    void settingsOfTheConnectionThatAsksAreNotThere(PostgresAddress postgres) throws SQLException {
        try (Connection connection = postgres.connect()) {
            execute(connection, "set work_mem = '77MB'");

            assertThat(PostgresSettings.read(connection).settings())
                    .doesNotContainKeys("work_mem", "application_name", "client_encoding", "TimeZone", "DateStyle");
        }
    }

    @Test
    void settingsOfAnotherSessionAreNotThere(PostgresAddress postgres) throws SQLException {
        try (Connection other = postgres.connect()) {
            execute(other, "set work_mem = '77MB'");

            assertThat(PostgresSettings.read(postgres).settings()).doesNotContainKey("work_mem");
        }
    }

    @Test
    void settingsOfTheDatabaseAreThere(PostgresAddress postgres) throws SQLException {
        setForDatabase(postgres, "work_mem = '77MB'");
        setForDatabase(postgres, "statement_timeout = '90s'");
        setForDatabase(postgres, "seq_page_cost = 1.5");

        assertThat(PostgresSettings.read(postgres).settings())
                .containsEntry("work_mem", "77MB")
                .containsEntry("statement_timeout", "90s")
                .doesNotContainEntry("statement_timeout", "90000")
                .containsEntry("seq_page_cost", "1.5");
    }

    @Test
    void placesAreNotThere(PostgresAddress postgres) throws SQLException {
        SortedMap<String, String> settings = PostgresSettings.read(postgres).settings();

        assertThat(settings).doesNotContainKeys("data_directory", "hba_file", "config_file", "ident_file", "port");
        assertThat(settings.values()).noneMatch(value -> value.contains(System.getProperty("user.dir")));
    }

    @Test
    void databasesOwnSecretsAreNotThere(PostgresAddress postgres) throws SQLException {
        setForDatabase(postgres, "app.jwt_secret = 'hunter2'");
        setForDatabase(postgres, "search_path = 'public, \"/home/hunter2\"'");

        assertThat(PostgresSettings.read(postgres).settings())
                .containsEntry("search_path", "(not shown)")
                .satisfies(settings -> assertThat(settings.toString()).doesNotContain("hunter2"));
    }

    @ParameterizedTest
    @CsvSource({
        "archive_command, cp %p hunter2",
        "archive_cleanup_command, clean hunter2",
        "recovery_end_command, end hunter2",
        "restore_command, cp hunter2 %p",
        "primary_conninfo, host=standby password=hunter2",
        "ssl_passphrase_command, echo hunter2",
        "app.api_key, hunter2",
        "app.settings.jwt_secret, hunter2",
        "log_destination, https://hunter2",
        "shared_preload_libraries, 'auto_explain, /home/hunter2/library'"
    })
    void valueThatMayBeSecretIsReplacedAndItsNameKept(String name, String value) {
        assertThat(put(name, value)).containsOnlyKeys(name).containsValue("(not shown)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config_file",
                "data_directory",
                "dynamic_library_path",
                "external_pid_file",
                "hba_file",
                "ident_file",
                "krb_server_keyfile",
                "listen_addresses",
                "log_directory",
                "port",
                "ssl_ca_file",
                "ssl_cert_file",
                "ssl_crl_dir",
                "ssl_crl_file",
                "ssl_dh_params_file",
                "ssl_key_file",
                "unix_socket_directories"
            })
    void placeIsLeftOut(String name) {
        assertThat(put(name, "hunter2")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "log_timezone, Europe/Berlin",
        "shared_preload_libraries, 'auto_explain, pg_stat_statements'",
        "row_security, off",
        "temp_file_limit, 4GB",
        "log_file_mode, 0640",
        "tcp_keepalives_idle, 60",
        "max_files_per_process, 500",
        "effective_cache_size, 12GB",
        "synchronous_standby_names, ''"
    })
    void everythingElseIsShown(String name, String value) {
        assertThat(put(name, value)).containsEntry(name, value);
    }

    @Test
    void settingsAreSortedAndCantBeChanged() {
        SortedMap<String, String> given = new TreeMap<>();
        given.put("work_mem", "4MB");
        given.put("fsync", "on");
        PostgresSettings settings = new PostgresSettings("18.6", given);
        given.clear();

        assertThat(settings.settings().keySet()).containsExactly("fsync", "work_mem");
        assertThatThrownBy(() -> settings.settings().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private static SortedMap<String, String> put(String name, String value) {
        SortedMap<String, String> settings = new TreeMap<>();
        PostgresSettings.put(settings, name, value);
        return settings;
    }

    private static void setForDatabase(PostgresAddress postgres, String setting) throws SQLException {
        try (Connection connection = postgres.connect()) {
            execute(connection, "alter database " + connection.getCatalog() + " set " + setting);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

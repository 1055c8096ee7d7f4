package dev.flattensync.stress.provenance;

import dev.flattensync.store.PostgresAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A PostgreSQL server's version and the settings that somebody decided on.
 *
 * <p>Which these are, the view {@code pg_settings} tells by {@code source}: a file, the command line, the environment,
 * the database or the role. Not by comparing with {@code boot_val}: that differs for a dozen settings that nobody
 * touched, which the server derives from others ({@code shared_memory_size}) or shows in another form
 * ({@code unix_socket_permissions}), and it hides {@code fsync = on} where somebody made sure of it. What initdb or the
 * compiler fixed has no source, so that alone is compared.
 *
 * <p>Left out are the settings of the connection that asks, where the server and its files are, and placeholders of
 * extensions that are not loaded, which the view does not list. A role without the rights of
 * {@code pg_read_all_settings} is not told all settings, {@code shared_preload_libraries} among them.
 *
 * @param version as the server reports it, for example {@code 18.6}
 * @param settings by name, as {@code show} prints them: with their unit, as in {@code 512MB}; "(not shown)" for what
 *     may hold a secret, a URL or an absolute path
 */
public record PostgresSettings(String version, SortedMap<String, String> settings) {
    private static final String DECIDED = """
            select name, current_setting(name, true) from pg_settings
            where source not in ('default', 'override', 'client', 'session')
               or (name in ('block_size', 'data_checksums', 'wal_block_size', 'wal_segment_size')
                   and setting is distinct from boot_val)
            """;

    private static final Pattern PLACE = Pattern.compile(
            "port|listen_addresses|.*(_file|_keyfile|_dir|_directory|_directories)|(dynamic_library|extension_control)_path");

    public PostgresSettings {
        Objects.requireNonNull(version, "version");
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /**
     * Asks a server, as its user and database see it.
     *
     * @throws SQLException if it can't be reached or asked
     */
    public static PostgresSettings read(PostgresAddress address) throws SQLException {
        try (Connection connection = address.connect()) {
            return read(connection);
        }
    }

    static PostgresSettings read(Connection connection) throws SQLException {
        SortedMap<String, String> settings = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(DECIDED)) {
                while (rows.next()) {
                    put(settings, rows.getString(1), rows.getString(2));
                }
            }
            try (ResultSet rows = statement.executeQuery("show server_version")) {
                rows.next();
                return new PostgresSettings(rows.getString(1), settings);
            }
        }
    }

    /** Puts a setting as it may be shown, if it may be at all. */
    static void put(SortedMap<String, String> settings, String name, String value) {
        if (value != null && !PLACE.matcher(name).matches()) {
            settings.put(name, Secrets.shown(name, value));
        }
    }
}

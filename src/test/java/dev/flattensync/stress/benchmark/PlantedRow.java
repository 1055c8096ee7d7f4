package dev.flattensync.stress.benchmark;

import dev.flattensync.store.PostgresAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A row that no document has, which gets into a table whenever a benchmark makes it. */
final class PlantedRow {

    private PlantedRow() {}

    /** Has it planted into the users of a PostgreSQL schema that a benchmark will make in that database. */
    static void plant(PostgresAddress postgres, String postgresSchema) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create function plant() returns event_trigger language plpgsql as $$ begin
                        if exists (select from pg_event_trigger_ddl_commands() where object_identity like '%1$s.users%%')
                        then
                            insert into %1$s.users values ('planted', 'nobody');
                        end if;
                    end $$
                    """.formatted(postgresSchema));
            statement.execute("create event trigger planted on ddl_command_end when tag in ('CREATE INDEX')"
                    + " execute function plant()");
        }
    }
}

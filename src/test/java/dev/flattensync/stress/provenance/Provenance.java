package dev.flattensync.stress.provenance;

import dev.flattensync.store.PostgresAddress;
import java.sql.SQLException;
import java.util.Objects;

/**
 * What a run's figures come from, beside its configuration. Figures of runs that differ in it are hard to compare.
 *
 * @param source the commit that was built
 * @param machine the machine and the JVM of the run
 * @param postgres the server that held the tables
 */
public record Provenance(SourceVersion source, Machine machine, PostgresSettings postgres) {

    public Provenance {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(machine, "machine");
        Objects.requireNonNull(postgres, "postgres");
    }

    /**
     * Looks at this JVM, its machine and a PostgreSQL, as they are now.
     *
     * @param address the PostgreSQL, as the sync connects to it
     * @throws SQLException if it can't be reached or asked
     */
    public static Provenance read(PostgresAddress address) throws SQLException {
        return new Provenance(SourceVersion.read(), Machine.read(), PostgresSettings.read(address));
    }
}

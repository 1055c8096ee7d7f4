package dev.flattensync.stress.simulation;

import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.environment.PostgresServer;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.measure.Ticker;
import dev.flattensync.stress.progress.Progress;
import dev.flattensync.stress.provenance.Provenance;
import dev.flattensync.stress.report.Console;
import dev.flattensync.stress.result.RunResult;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What every run has.
 *
 * @param simulation the simulation's simple class name
 * @param config what it was told
 * @param console where it says what it does
 * @param progress where it says what it is at
 * @param postgres the PostgreSQL it uses
 * @param provenance where its figures come from
 * @param started when it began
 */
record RunContext(
        String simulation,
        StressConfig config,
        Console console,
        Progress progress,
        PostgresServer postgres,
        Provenance provenance,
        Instant started)
        implements AutoCloseable {

    /**
     * Makes PostgreSQL available. Nothing is changed in it yet.
     *
     * @param postgresSchemas those that the run will make
     * @throws InvalidInputException if it can't be used
     */
    static RunContext open(String simulation, StressConfig config, Console console, List<String> postgresSchemas) {
        Instant started = Instant.now();
        PostgresServer postgres = PostgresServer.open(config.postgres());
        try {
            postgres.checkOwned(postgresSchemas);
            Provenance provenance = Provenance.read(postgres.address());
            Progress progress = Progress.started(console, Ticker.SYSTEM);
            return new RunContext(simulation, config, console, progress, postgres, provenance, started);
        } catch (SQLException e) {
            postgres.close();
            throw new InvalidInputException("PostgreSQL can't be asked for its settings: " + e.getMessage());
        } catch (InvalidInputException e) {
            postgres.close();
            throw e;
        }
    }

    /** Where PostgreSQL is. */
    PostgresAddress address() {
        return postgres.address();
    }

    /**
     * What ran, and where, for the reports.
     *
     * @param changeOrigin where change events came from
     * @param rigOnly whether no tables were kept
     */
    RunResult.Setting setting(String changeOrigin, boolean rigOnly) {
        return new RunResult.Setting(
                simulation,
                started,
                Duration.between(started, Instant.now()),
                changeOrigin,
                config.postgres().isEmpty(),
                rigOnly,
                provenance,
                config.effective());
    }

    /** Ends the progress, and stops an embedded PostgreSQL. */
    @Override
    public void close() {
        progress.close();
        postgres.close();
    }
}

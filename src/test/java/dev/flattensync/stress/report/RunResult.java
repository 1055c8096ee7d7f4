package dev.flattensync.stress.report;

import com.typesafe.config.Config;
import dev.flattensync.stress.measure.GateVerdict;
import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.verify.TableComparison;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that a finished run has to say.
 *
 * @param simulation the simulation's simple class name
 * @param started when the run began
 * @param postgresVersion what the server reports
 * @param embeddedPostgres whether it was started for this run
 * @param changeOrigin where change events came from: the change log, a MongoDB, or what only emulates one
 * @param seed the seed
 * @param operations how many operations each arm was given
 * @param operationsDigest the SHA-256 over them: equal for equal sequences
 * @param results the figures
 * @param verification by arm: are its tables what the documents say?
 * @param gates the rules and whether they were met
 * @param config the configuration in force, secrets left out
 */
public record RunResult(
        String simulation,
        Instant started,
        String postgresVersion,
        boolean embeddedPostgres,
        String changeOrigin,
        long seed,
        long operations,
        String operationsDigest,
        Results results,
        Map<String, TableComparison.Outcome> verification,
        List<GateVerdict> gates,
        Config config) {

    /** Whether the run has a result: every arm's tables were compared and are what the documents say. */
    public boolean valid() {
        return results.arms().stream()
                .allMatch(arm ->
                        verification.containsKey(arm) && verification.get(arm).equal());
    }
}

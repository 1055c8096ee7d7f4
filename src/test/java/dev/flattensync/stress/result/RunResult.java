package dev.flattensync.stress.result;

import com.typesafe.config.Config;
import dev.flattensync.stress.measure.Comparison;
import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.provenance.Provenance;
import dev.flattensync.stress.verify.TableComparison;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a finished run has to say.
 *
 * @param setting what ran, and where
 * @param operations what was done to the documents of each arm
 * @param results the figures of the plateaus; none of a search for capacity
 * @param blocks the blocks that ran, in their order
 * @param capacities what a search for capacity found; empty if there was none
 * @param verification by arm: are its tables what the documents say?
 * @param checks what must be so in each run, and whether it was, in the order of the run
 * @param gates the rules and whether they were met
 */
public record RunResult(
        Setting setting,
        Operations operations,
        Results results,
        List<BlockReport> blocks,
        List<ArmCapacity> capacities,
        Map<String, TableComparison.Outcome> verification,
        List<CheckOutcome> checks,
        List<GateVerdict> gates) {

    /**
     * What ran, and where.
     *
     * @param simulation the simulation's simple class name
     * @param started when the run began
     * @param took how long it took until now
     * @param changeOrigin where change events came from: the change log, a MongoDB, or what only emulates one
     * @param embeddedPostgres whether PostgreSQL was started for this run
     * @param rigOnly whether the sync keeps no tables, so that the figures are those of the rig
     * @param provenance commit, machine, PostgreSQL
     * @param config the configuration in force, secrets left out
     */
    public record Setting(
            String simulation,
            Instant started,
            Duration took,
            String changeOrigin,
            boolean embeddedPostgres,
            boolean rigOnly,
            Provenance provenance,
            Config config) {}

    /**
     * What was done to the documents of the first arm; unless it was a search for capacity, the same was done to those
     * of the others.
     *
     * @param seed decides data, operations and due moments
     * @param count how many operations
     * @param digest the SHA-256 over them: equal for equal sequences
     */
    public record Operations(long seed, long count, String digest) {}

    /**
     * Whether the run has a result: every arm's tables were compared and are what the documents say, or there are none
     * to compare.
     */
    public boolean valid() {
        return setting.rigOnly()
                || results.arms().stream()
                        .allMatch(arm -> verification.containsKey(arm)
                                && verification.get(arm).equal());
    }

    /** The checks that failed, or were never made. A run that has some fails, even if it has a result. */
    public List<CheckOutcome> failedChecks() {
        return checks.stream().filter(check -> !check.passed()).toList();
    }

    /** The same without those that repeat what {@link #verification} tells in full: that an arm's tables differ. */
    public List<CheckOutcome> failedChecksBesideTables() {
        List<String> different = verification.entrySet().stream()
                .filter(of -> !of.getValue().equal())
                .map(of -> CheckOutcome.tablesEqual(of.getKey()))
                .toList();
        return failedChecks().stream()
                .filter(check -> !different.contains(check.name()))
                .toList();
    }

    /**
     * The arms against the first one; empty if the run has no result, or nothing that may be compared. The rig alone
     * has no schemas that could be faster or slower.
     */
    public Optional<Comparison> comparison() {
        return valid() && !setting.rigOnly() ? Comparison.of(results) : Optional.empty();
    }
}

package dev.flattensync.stress.result;

import dev.flattensync.stress.experiment.ExperimentResult;
import dev.flattensync.stress.verify.TableComparison;
import java.util.Map;

/**
 * All that a finished run of the seed's experiment has to say.
 *
 * @param setting what ran, and where
 * @param seed decides data and operations
 * @param result what was measured
 * @param verification by variant and size: are its tables what the documents say?
 */
public record ExperimentRun(
        RunResult.Setting setting,
        long seed,
        ExperimentResult result,
        Map<String, TableComparison.Outcome> verification) {

    /**
     * Whether the run has a result: at every size the tables of every variant were compared, and are what the documents
     * say.
     */
    public boolean valid() {
        return verification.size() == result.variants().size() * result.sizes().size()
                && verification.values().stream().allMatch(TableComparison.Outcome::equal);
    }
}

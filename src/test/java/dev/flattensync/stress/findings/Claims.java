package dev.flattensync.stress.findings;

import dev.flattensync.stress.experiment.ExperimentResult;
import java.util.List;

/** The claims of the original experiment, judged by what was measured. */
public final class Claims {

    private Claims() {}

    /** All claims, in the order in which they matter to somebody who has to choose a schema. */
    public static List<Claim> of(ExperimentResult result) {
        Measured measured = new Measured(result);
        return List.of(
                SchemaClaim.judge(measured),
                TimeClaim.lookUp(measured),
                TimeClaim.delete(measured),
                GrowthClaim.judge(measured),
                ConstraintsClaim.judge(measured));
    }
}

package dev.flattensync.stress.gate;

import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.result.GateVerdict.Found;
import dev.flattensync.stress.result.GateVerdict.Outcome;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A rule on one figure of one arm that a run must meet.
 *
 * @param text as configured, with the names filled in: {@code schema2.pull post.p95 < 50 ms}
 * @param arm the arm's label
 * @param kind the label of the kind of change; only of a latency
 * @param figure which figure
 * @param rate the rate of the plateau that it is judged on, changes per second; only of a figure of one plateau
 * @param operator how the figure must lie to the bound
 * @param bound what it is held against
 */
public record Gate(
        String text,
        String arm,
        Optional<String> kind,
        GateFigure figure,
        OptionalDouble rate,
        GateOperator operator,
        Bound bound) {

    /** The unit of the limit. */
    String unit() {
        return bound instanceof Bound.Absolute ? figure.unit() : Bound.RATIO;
    }

    /** Whether it needs the run that was kept to compare with. */
    public boolean namesBaseline() {
        return bound instanceof Bound.ToBaseline;
    }

    /** What came out by a figure. */
    GateVerdict judged(Found found, String reason) {
        return verdict(operator.outcome(found, bound.limit()), Optional.of(found), reason);
    }

    /** What came out without any figure. */
    GateVerdict without(Outcome outcome, String reason) {
        return verdict(outcome, Optional.empty(), reason);
    }

    /** The run does not tell, and there is no figure either. */
    public GateVerdict inconclusive(String reason) {
        return without(Outcome.INCONCLUSIVE, reason);
    }

    private GateVerdict verdict(Outcome outcome, Optional<Found> found, String reason) {
        return new GateVerdict(text, outcome, found, bound.limit(), unit(), reason);
    }
}

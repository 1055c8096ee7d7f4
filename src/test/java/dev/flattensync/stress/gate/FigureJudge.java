package dev.flattensync.stress.gate;

import dev.flattensync.stress.result.GateVerdict;
import java.util.Optional;

/** Judges gates on one sort of figure. */
interface FigureJudge {

    /**
     * Judges a gate.
     *
     * @param arm whose figure it is on
     * @param reference what that is compared with; empty if it is held against a fixed limit
     */
    GateVerdict judge(Gate gate, Measured arm, Optional<Measured> reference);

    /** The judge of a figure. */
    static FigureJudge of(GateFigure figure) {
        if (figure instanceof GateFigure.Latency latency) {
            return new LatencyJudge(latency);
        }
        return switch ((GateFigure.OfArm) figure) {
            case RATE -> new RateJudge();
            case ERRORS -> new ErrorsJudge();
            case ROWS -> CostJudge.ofRows();
            case WAL -> CostJudge.ofWal();
        };
    }
}

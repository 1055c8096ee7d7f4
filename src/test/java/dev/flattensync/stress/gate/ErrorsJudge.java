package dev.flattensync.stress.gate;

import dev.flattensync.stress.measure.Load;
import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.result.GateVerdict.Found;
import java.util.Locale;
import java.util.Optional;

/** Judges the share of failed changes on a plateau, a fact of the run, whether or not the plateau was sustained. */
final class ErrorsJudge implements FigureJudge {
    private static final double HUNDRED = 100;

    @Override
    public GateVerdict judge(Gate gate, Measured arm, Optional<Measured> reference) {
        Optional<String> unusable = UsablePlateau.missing(gate, arm)
                .or(() -> reference.flatMap(other -> UsablePlateau.notComparable(gate, other)));
        if (unusable.isPresent()) {
            return gate.inconclusive(unusable.get());
        }
        Load load = UsablePlateau.of(gate, arm).load();
        if (load.due() == 0) {
            return gate.inconclusive("no change was due");
        }
        double found = percent(load);
        String text = String.format(Locale.ROOT, "found %,d of %,d changes failed", load.failed(), load.due());
        if (reference.isEmpty()) {
            return gate.judged(Found.exactly(found), text);
        }
        double base = percent(UsablePlateau.of(gate, reference.get()).load());
        double limit = gate.bound().limit() * base;
        // Less than nothing can't fail: no failed change meets any limit.
        GateVerdict.Outcome outcome =
                load.failed() == 0 ? GateVerdict.Outcome.PASS : gate.operator().outcome(Found.exactly(found), limit);
        return new GateVerdict(
                gate.text(),
                outcome,
                Optional.of(Found.exactly(found)),
                limit,
                gate.figure().unit(),
                text
                        + String.format(
                                Locale.ROOT,
                                ", %.3f%%; of %s %.3f%%",
                                found,
                                reference.get().name(),
                                base));
    }

    /** The share would be rounded first, and 35 of 2,000 then be over 1.75%. */
    private static double percent(Load load) {
        return load.due() == 0 ? 0 : HUNDRED * load.failed() / load.due();
    }
}

package dev.flattensync.stress.gate;

import dev.flattensync.stress.measure.PlateauResult;
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
        Counts counts = Counts.of(UsablePlateau.of(gate, arm));
        if (counts.due() == 0) {
            return gate.inconclusive("no change was due");
        }
        double found = counts.percent();
        String text = String.format(Locale.ROOT, "found %,d of %,d changes failed", counts.failed(), counts.due());
        if (reference.isEmpty()) {
            return gate.judged(Found.exactly(found), text);
        }
        double base = Counts.of(UsablePlateau.of(gate, reference.get())).percent();
        String shares = String.format(
                Locale.ROOT,
                "%s, %.3f%%; of %s %.3f%%",
                text,
                found,
                reference.get().name(),
                base);
        if (base == 0) {
            // Less than nothing can't fail: no failed change meets any limit.
            return counts.failed() == 0
                    ? gate.judged(Found.exactly(0), shares)
                    : gate.without(GateVerdict.Outcome.FAIL, shares);
        }
        return gate.judged(Found.exactly(found / base), shares);
    }

    /** Of all blocks: a change that failed did so whether or not the generator was late. */
    private record Counts(long due, long failed) {
        static Counts of(PlateauResult plateau) {
            return new Counts(
                    plateau.runs().stream().mapToLong(run -> run.load().due()).sum(),
                    plateau.runs().stream()
                            .mapToLong(run -> run.load().failed())
                            .sum());
        }

        /** The share would be rounded first, and 35 of 2,000 then be over 1.75%. */
        double percent() {
            return due == 0 ? 0 : HUNDRED * failed / due;
        }
    }
}

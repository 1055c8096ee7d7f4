package dev.flattensync.stress.gate;

import dev.flattensync.stress.measure.Validity;
import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.result.GateVerdict.Found;
import dev.flattensync.stress.workload.Rates;
import java.util.Optional;

/** Judges the highest rate that is sustained, of which is only known between which rates it lies. */
final class RateJudge implements FigureJudge {

    @Override
    public GateVerdict judge(Gate gate, Measured arm, Optional<Measured> reference) {
        Optional<Bracket> own = Bracket.of(arm);
        Optional<Bracket> base = reference.flatMap(Bracket::of);
        if (own.isEmpty() || reference.isPresent() && base.isEmpty()) {
            return gate.inconclusive("it is not known what %s sustains: the search did not end, or no block has run"
                    .formatted(
                            own.isEmpty() ? arm.name() : reference.orElseThrow().name()));
        }
        String text = "%s sustains %s".formatted(arm.name(), own.get().text());
        if (base.isEmpty()) {
            Bracket bracket = own.get();
            return verdict(gate, arm, new Found(bracket.low(), bracket.low(), bracket.high()), text);
        }
        text += ", %s %s".formatted(reference.orElseThrow().name(), base.get().text());
        if (base.get().low() == 0) {
            return gate.inconclusive(text + ": nothing to compare with");
        }
        return verdict(gate, arm, own.get().over(base.get()), text);
    }

    private static GateVerdict verdict(Gate gate, Measured arm, Found found, String text) {
        GateVerdict verdict = gate.judged(found, text);
        return verdict.outcome() == GateVerdict.Outcome.INCONCLUSIVE
                ? gate.judged(found, text + ": " + remedy(arm))
                : verdict;
    }

    /** What to do about a limit that lies where nothing is known. */
    private static String remedy(Measured arm) {
        return arm.plateaus().stream()
                .filter(plateau -> plateau.validity() instanceof Validity.Void || plateau.isMostlyVoid())
                .findFirst()
                .map(plateau -> "nothing is known of %s/s, which is void%s"
                        .formatted(
                                Rates.number(plateau.rate()),
                                plateau.validity().isValid()
                                        ? " in most blocks"
                                        : ": " + plateau.validity().reason()))
                .orElse("the limit is between, offer rates closer to it or higher ones");
    }

    /**
     * What is known of the highest rate that is sustained, changes per second.
     *
     * @param low it is not smaller; 0 if no rate was sustained
     * @param high it is smaller; infinite if every rate was sustained
     */
    private record Bracket(double low, double high) {

        static Optional<Bracket> of(Measured arm) {
            if (arm.capacity().isPresent()) {
                return arm.capacity()
                        .map(capacity -> new Bracket(
                                capacity.sustained().orElse(0),
                                capacity.unsustained().orElse(Double.POSITIVE_INFINITY)));
            }
            return arm.plateaus().isEmpty() ? Optional.empty() : Optional.of(ofPlateaus(arm));
        }

        private static Bracket ofPlateaus(Measured arm) {
            return new Bracket(
                    arm.contender().sustained().orElse(0.0),
                    arm.contender().unsustained().orElse(Double.POSITIVE_INFINITY));
        }

        /** How many times the base's rate it is. */
        Found over(Bracket base) {
            return new Found(low / base.low, low / base.high, high / base.low);
        }

        String text() {
            String from = low == 0 ? "no rate that was offered" : "at least %s/s".formatted(Rates.number(low));
            return Double.isInfinite(high) ? from : from + " and less than %s/s".formatted(Rates.number(high));
        }
    }
}

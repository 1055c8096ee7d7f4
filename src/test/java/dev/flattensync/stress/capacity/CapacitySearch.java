package dev.flattensync.stress.capacity;

import static dev.flattensync.stress.capacity.CapacitySettings.LOWEST_RATE;

import dev.flattensync.stress.capacity.Probe.Phase;
import dev.flattensync.stress.measure.Validity;
import dev.flattensync.stress.workload.Rates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Finds the highest rate that a sync sustains. It says which rate to probe next; somebody else makes the probe and
 * tells the outcome.
 *
 * <p>The rate rises by a factor until it is not sustained (or falls from the start until it is), then bisection narrows
 * the bracket, then both its ends are confirmed. Outcomes near the limit are random, so all probes of a rate count, the
 * one that found it too: it is settled when {@code confirmations} of them agree, either way. The limit is thus the rate
 * that is as likely sustained as not, which two runs agree on better than on a rate that never fails. If an end turns
 * out to be on the other side, the search goes on from there: below, to the next rate that was sustained; above, to the
 * next that was not.
 *
 * <p>The upper end is confirmed like the lower one, since a single failure may be luck: with a server of which the odds
 * turn from 9:1 to 1:9 over 13% of the rate, 4% of all pairs of runs differed by more than 10% without that, and 0.3%
 * with it.
 *
 * <p>A rate at which the generator can't keep its schedule is taken as too high, so that the search ends as high as the
 * generator goes, or finds the sync's limit below. Not safe for use by several threads.
 */
public final class CapacitySearch {
    private final CapacitySettings settings;
    private final TriedRates rates;
    private final List<ProbeResult> probes = new ArrayList<>();
    private Decision decision;

    /** What to do next. */
    private sealed interface Decision {
        record Ask(Probe probe) implements Decision {}

        record Stop(StopReason reason) implements Decision {}
    }

    /** A search that has probed nothing. */
    public CapacitySearch(CapacitySettings settings) {
        this.settings = settings;
        this.rates = new TriedRates(settings);
        this.decision = decide();
    }

    /** The probe to make now, the same one until its outcome is recorded; empty if the search has ended. */
    public Optional<Probe> next() {
        return decision instanceof Decision.Ask ask ? Optional.of(ask.probe()) : Optional.empty();
    }

    /**
     * Tells what became of the probe that was asked for.
     *
     * @throws IllegalArgumentException if another probe was asked for
     * @throws IllegalStateException if the search has ended
     */
    public void record(Probe probe, Validity outcome) {
        Probe expected = next().orElseThrow(() -> new IllegalStateException(
                "The search has ended and asked for no probe, but was told of %s".formatted(probe)));
        if (!probe.equals(expected)) {
            throw new IllegalArgumentException(
                    "The search asked for %s, but was told of %s".formatted(expected, probe));
        }
        probes.add(new ProbeResult(probe, outcome));
        rates.add(probe.rate(), outcome);
        decision = decide();
    }

    /** The highest rate under those that were not sustained that was, so far; empty if there is none. */
    public OptionalDouble sustainedSoFar() {
        return rates.lowerEnd();
    }

    /** The lowest rate that counts as too high so far; empty if there is none. */
    public OptionalDouble tooHighSoFar() {
        return rates.upperEnd();
    }

    /**
     * What was found.
     *
     * @throws IllegalStateException if the search has not ended
     */
    public CapacityResult result() {
        if (!(decision instanceof Decision.Stop stop)) {
            throw new IllegalStateException(
                    "The search has not ended: it waits for the outcome of %s".formatted(next().orElseThrow()));
        }
        OptionalDouble sustained = rates.highestConfirmed();
        return new CapacityResult(sustained, rates.lowestTooHigh(sustained.orElse(0)), stop.reason(), probes);
    }

    private Decision decide() {
        OptionalDouble lower = rates.lowerEnd();
        OptionalDouble upper = rates.upperEnd();
        if (lower.isPresent()) {
            return upper.isPresent() ? narrow(lower.getAsDouble(), upper.getAsDouble()) : rise(lower.getAsDouble());
        }
        return upper.isPresent() ? fall(upper.getAsDouble()) : ask(settings.start(), Phase.RISE);
    }

    private Decision rise(double lower) {
        if (lower < settings.maxRate()) {
            double next = lower * settings.factor();
            double rate =
                    next < settings.maxRate() ? Rates.readable(next, lower, settings.maxRate()) : settings.maxRate();
            return ask(rate, Phase.RISE);
        }
        return rates.confirmed(lower)
                ? new Decision.Stop(new StopReason.HighestAllowedSustained(lower, settings.confirmations()))
                : ask(lower, Phase.CONFIRM);
    }

    private Decision fall(double upper) {
        if (upper > LOWEST_RATE) {
            double next = upper / settings.factor();
            return ask(next > LOWEST_RATE ? Rates.readable(next, LOWEST_RATE, upper) : LOWEST_RATE, Phase.RISE);
        }
        return settle(upper, new StopReason.LowestNotSustained(upper, rates.reason(upper)));
    }

    private Decision narrow(double lower, double upper) {
        if (upper / lower > 1 + settings.precision()) {
            return ask(Rates.between(lower, upper), Phase.BISECT);
        }
        if (!rates.confirmed(lower)) {
            return ask(lower, Phase.CONFIRM);
        }
        return settle(upper, new StopReason.Converged(lower, upper, settings.confirmations()));
    }

    /** Ends the search if it is sure that a rate is too high. */
    private Decision settle(double upper, StopReason reason) {
        if (rates.outOfReach(upper)) {
            return new Decision.Stop(new StopReason.GeneratorLimit(upper, rates.reason(upper)));
        }
        return rates.refuted(upper) ? new Decision.Stop(reason) : ask(upper, Phase.CONFIRM);
    }

    private Decision ask(double rate, Phase phase) {
        return probes.size() < settings.maxProbes()
                ? new Decision.Ask(new Probe(rate, phase, probes.size() + 1))
                : new Decision.Stop(new StopReason.OutOfProbes(settings.maxProbes()));
    }
}

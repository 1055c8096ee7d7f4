package dev.flattensync.stress.capacity;

import dev.flattensync.stress.measure.Validity;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.random.RandomGenerator;

/** A sync with a limit that a test chose. */
final class PlantedServer {
    static final CapacitySettings SETTINGS = new CapacitySettings(50, 2, 0.05, 3, 100_000, 60, 2);

    static final Validity SUSTAINED = new Validity.Valid();
    static final Validity FAILED = new Validity.Unsustainable("the backlog grew");
    static final Validity VOID = new Validity.Void("changes were sent late");

    private final DoubleFunction<Validity> outcomes;

    private PlantedServer(DoubleFunction<Validity> outcomes) {
        this.outcomes = outcomes;
    }

    /** Answers by the rate. */
    static PlantedServer of(DoubleFunction<Validity> outcomes) {
        return new PlantedServer(outcomes);
    }

    /** Sustains every rate up to its limit. */
    static PlantedServer withLimit(double limit) {
        return of(rate -> rate <= limit ? SUSTAINED : FAILED);
    }

    /**
     * Sustains the limit in half of all probes.
     *
     * @param width the logistic distribution's scale, as a share of the limit
     */
    static PlantedServer noisy(double limit, double width, RandomGenerator random) {
        return of(rate -> random.nextDouble() < 1 / (1 + Math.exp((rate / limit - 1) / width)) ? SUSTAINED : FAILED);
    }

    /** The same, but the first probes of a rate have these outcomes. */
    PlantedServer first(double rate, Validity... first) {
        Map<Double, Integer> asked = new HashMap<>();
        return of(probed -> {
            int before = asked.merge(probed, 1, Integer::sum) - 1;
            return probed == rate && before < first.length ? first[before] : outcomes.apply(probed);
        });
    }

    /** The same, but a generator that keeps its schedule only up to some rate. */
    PlantedServer withGeneratorLimit(double limit) {
        return of(rate -> rate <= limit ? outcomes.apply(rate) : VOID);
    }

    /** Probes it until a search has ended. */
    CapacityResult search(CapacitySettings settings) {
        CapacitySearch search = new CapacitySearch(settings);
        for (Optional<Probe> probe = search.next(); probe.isPresent(); probe = search.next()) {
            search.record(probe.get(), outcomes.apply(probe.get().rate()));
        }
        return search.result();
    }

    CapacityResult search() {
        return search(SETTINGS);
    }
}

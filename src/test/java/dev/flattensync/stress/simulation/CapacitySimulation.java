package dev.flattensync.stress.simulation;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.capacity.CapacityPlan;
import dev.flattensync.stress.environment.ArmName;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.gate.Gate;
import dev.flattensync.stress.gate.GateFigure;
import dev.flattensync.stress.gatling.BackgroundRequest;
import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.result.ArmCapacity;
import dev.flattensync.stress.workload.InjectionProfile;
import io.gatling.javaapi.core.PopulationBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the highest rate of changes that each flat schema sustains: rising plateaus, then bisection, confirmed. A
 * time-out while probing is an answer, not a failure of the run; tables that differ from the documents at the end are.
 *
 * <p>It is configured by {@code stress.capacity}, and by all else that configures the main job but for its profile,
 * probe reads and gates; gates on other figures than the rate are refused.
 */
public final class CapacitySimulation extends StressSimulation<StressRun> {
    private static final Duration SLACK = Duration.ofMinutes(5);
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(15);

    private final Map<String, ArmSearch> searches = new LinkedHashMap<>();

    /** Checks the configuration, starts PostgreSQL and sets up what Gatling runs. */
    public CapacitySimulation() {
        super(CapacitySimulation::refuseGatesButOnRates, StressRun::open);
        CapacityPlan plan = config().capacity();
        List<ArmName> arms = config().arms();
        arms.forEach(arm -> searches.put(arm.label(), new ArmSearch(run(), config(), arm.label())));
        List<BackgroundRequest> checks = new ArrayList<>(run().checks()
                .ofSearches(
                        searches.values().stream().map(ArmSearch::checkEnded).toList()));
        checks.addAll(run().gates().requests(() -> run().result(results(), capacities())));
        PopulationBuilder next = scenarioOf(checks).injectOpen(atOnceUsers(1));
        for (int i = arms.size() - 1; i >= 0; i--) {
            ArmSearch search = searches.get(arms.get(i).label());
            next = scenario(arms.get(i).label() + " capacity")
                    .exec(group(arms.get(i).label())
                            .on(asLongAs(session -> !search.run().isFinished()).on(request("probe", search.run()))))
                    .injectOpen(atOnceUsers(plan.users()))
                    .andThen(next);
        }
        setUp(next).maxDuration(maxDuration(plan)).assertions(assertionsOf(checks));
    }

    /** Writes the results. */
    @Override
    public void after() {
        run().finish(results(), capacities());
    }

    private Results results() {
        return run().results(List.of());
    }

    private List<ArmCapacity> capacities() {
        return searches.values().stream()
                .flatMap(search -> search.result().stream())
                .toList();
    }

    /**
     * Each probe has a load of its own, so there are no blocks to judge latencies or costs by; ignored, such gates
     * would look met.
     *
     * @throws InvalidInputException if there are any, or one demands a rate that is never tried
     */
    static void refuseGatesButOnRates(StressConfig config) {
        List<String> others = config.gates().gates().stream()
                .filter(gate -> gate.figure() != GateFigure.OfArm.RATE)
                .map(Gate::text)
                .toList();
        if (!others.isEmpty()) {
            throw new InvalidInputException(
                    "stress.gates.rules = [\"%s\"]: allowed in a search for capacity are gates on the rate, as in \"schema1.rate >= 200/s\", for it has no plateau to judge others on"
                            .formatted(String.join("\", \"", others)));
        }
        config.gates().refuseRatesOver(config.capacity().search().maxRate(), "stress.capacity.max-rate");
    }

    private Duration maxDuration(CapacityPlan plan) {
        Duration probe =
                plan.settle().plus(plan.hold()).plus(config().timeout()).plus(BETWEEN_PROBES);
        return probe.multipliedBy(plan.search().maxProbes())
                .plus(InjectionProfile.length(plan.warmUp()))
                .multipliedBy(config().arms().size())
                .plus(SLACK);
    }
}

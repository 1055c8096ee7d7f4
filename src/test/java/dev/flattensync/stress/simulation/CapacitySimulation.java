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
import dev.flattensync.stress.gatling.BackgroundRequest;
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
 * probe reads and gates; gates are refused.
 */
public final class CapacitySimulation extends StressSimulation<StressRun> {
    private static final Duration SLACK = Duration.ofMinutes(5);
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(15);

    private final Map<String, ArmSearch> searches = new LinkedHashMap<>();

    /** Checks the configuration, starts PostgreSQL and sets up what Gatling runs. */
    public CapacitySimulation() {
        super(CapacitySimulation::refuseGates, StressRun::open);
        CapacityPlan plan = config().capacity();
        List<ArmName> arms = config().arms();
        arms.forEach(arm -> searches.put(arm.label(), new ArmSearch(run(), config(), arm.label())));
        List<BackgroundRequest> checks = new ArrayList<>();
        searches.values().forEach(search -> checks.add(search.checkEnded()));
        checks.addAll(run().checks().ofTables());
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
        run().finish(
                        run().results(List.of()),
                        searches.values().stream()
                                .flatMap(search -> search.result().stream())
                                .toList());
    }

    /**
     * Gates are judged on the plateau that is compared, which a search for capacity has not: ignored, they would look
     * met.
     *
     * @throws InvalidInputException if there are any
     */
    static void refuseGates(StressConfig config) {
        if (!config.gates().isEmpty()) {
            throw new InvalidInputException(
                    "stress.gates = [\"%s\"]: allowed is [], for a search for capacity has no plateau to judge them on"
                            .formatted(String.join(
                                    "\", \"",
                                    config.gates().stream().map(Gate::text).toList())));
        }
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

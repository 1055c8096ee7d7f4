package dev.flattensync.stress.simulation;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dev.flattensync.stress.environment.ArmName;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.gatling.BackgroundRequest;
import dev.flattensync.stress.gatling.ProbeReads;
import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.workload.InjectionProfile;
import dev.flattensync.stress.workload.InjectionProfile.Step;
import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.PopulationBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The main job: a mixed stream of inserts, embedded-array edits and deletes under ramping load, in alternating blocks
 * of one flat schema each, with probe reads beside it; at the end every table is compared with the documents.
 *
 * <p>All it does is configured in {@code application.conf}.
 */
public final class MixedEventStreamSimulation extends StressSimulation<StressRun> {
    private static final Duration SLACK = Duration.ofMinutes(5);
    private static final Duration BETWEEN_BLOCKS = Duration.ofSeconds(15);

    private static final String BETWEEN = "between blocks";
    private static final String BEFORE = "before";
    private static final String AFTER = "after";
    private static final List<String> REQUESTS_BETWEEN = List.of(BEFORE, AFTER);

    private final RunPlan plan;
    private final ProbeReads probes;
    private final List<BackgroundRequest> checks;

    /** Checks the configuration, starts PostgreSQL and sets up what Gatling runs. */
    public MixedEventStreamSimulation() {
        super(MixedEventStreamSimulation::refuseRatesNeverOffered, StressRun::open);
        plan = RunPlan.of(config());
        run().console()
                .line(
                        "profile %s: %d blocks, %d s",
                        config().profile().name(),
                        plan.blocks().size(),
                        plan.length().toSeconds());
        run().progress().planned(plan.blocks());
        probes = new ProbeReads(run().data(), run().postgresAddress(), config().timeout());
        checks = new ArrayList<>(run().checks().ofBlocks(plan.blocks()));
        checks.addAll(run().gates().requests(() -> run().result(results(), List.of())));
        List<PopulationBuilder> next = List.of(scenarioOf(checks).injectOpen(atOnceUsers(1)));
        for (int i = plan.blocks().size() - 1; i >= 0; i--) {
            next = block(plan.blocks().get(i), next);
        }
        setUp(next).maxDuration(maxDuration()).assertions(assertions());
    }

    /** Writes the results. */
    @Override
    public void after() {
        run().finish(results(), List.of());
    }

    private Results results() {
        return run().results(plan.blocks());
    }

    /** What comes before a block, then the block with the probe reads beside it, then all that follows it. */
    private List<PopulationBuilder> block(Block block, List<PopulationBuilder> next) {
        String name = block.arm() + " block " + block.number();
        String place = "block %s of %s".formatted(block.number(), plan.blocks().size());
        String inGroup = groupOf(block);
        List<PopulationBuilder> populations = new ArrayList<>();
        populations.add(scenario(name)
                .exec(group(inGroup).on(request(name, run().changes(block, place))))
                .injectOpen(injection(block.schedule().steps()))
                .andThen(scenario("after block " + block.number())
                        .exec(group(BETWEEN).on(request(AFTER, run().requestAfter(block, place))))
                        .injectOpen(atOnceUsers(1))
                        .andThen(next)));
        if (config().probesPerSecond() > 0) {
            if (hasProbes(block)) {
                run().others().expectReads();
            }
            ArmName arm = config().arms().stream()
                    .filter(candidate -> candidate.label().equals(block.arm()))
                    .findFirst()
                    .orElseThrow();
            populations.add(scenario(name + " probes")
                    .exec(feed(probes.feeder(config().seed() + block.number())))
                    .exec(group(inGroup).on(exec(probes.lookUp(run().sql(arm))).exec(run().others()::read)))
                    .injectOpen(constantUsersPerSec(config().probesPerSecond())
                            .during(InjectionProfile.length(block.schedule().steps())))
                    // Here alone: the plugin opens a pool for each population that has its protocol.
                    .protocols(probes.protocol()));
        }
        return List.of(scenario("before block " + block.number())
                .exec(group(BETWEEN).on(request(BEFORE, run().requestBefore(block))))
                .injectOpen(atOnceUsers(1))
                .andThen(populations));
    }

    private List<Assertion> assertions() {
        List<Assertion> assertions = new ArrayList<>();
        if (config().limits().errors() == 0) {
            assertions.add(global().failedRequests().count().is(0L));
        } else {
            // Of changes some may fail, which a check counts; of all else nothing.
            REQUESTS_BETWEEN.forEach(name -> assertions.add(noneFailed(BETWEEN, name)));
            plan.blocks().stream()
                    .filter(this::hasProbes)
                    .map(MixedEventStreamSimulation::groupOf)
                    .distinct()
                    .forEach(group -> assertions.add(noneFailed(group, probes.name())));
        }
        assertions.addAll(assertionsOf(checks));
        return assertions;
    }

    private static Assertion noneFailed(String group, String request) {
        return details(group, request).failedRequests().count().is(0L);
    }

    /** Whether there is time in a block for a lookup. */
    private boolean hasProbes(Block block) {
        return config().probesPerSecond()
                        * InjectionProfile.length(block.schedule().steps()).toSeconds()
                >= 1;
    }

    private static String groupOf(Block block) {
        return block.warmUp() ? "warm-up " + block.arm() : block.arm();
    }

    /** A rate over all that are offered could never be met. */
    static void refuseRatesNeverOffered(StressConfig config) {
        config.gates()
                .refuseRatesOver(
                        config.profile().plateauRates().stream()
                                .mapToDouble(Double::doubleValue)
                                .max()
                                .orElseThrow(),
                        "the profile " + config.profile().name());
    }

    private Duration maxDuration() {
        return plan.length()
                .plus(config().timeout()
                        .plus(BETWEEN_BLOCKS)
                        .multipliedBy(plan.blocks().size()))
                .plus(SLACK);
    }

    /**
     * The profile's steps. Gatling rounds the users of a step in its own way, so a few come in addition, first; who
     * finds no change left to do ends at once.
     */
    private static OpenInjectionStep[] injection(List<Step> steps) {
        List<OpenInjectionStep> injection = new ArrayList<>();
        injection.add(atOnceUsers(2 * steps.size()));
        double rate = 0;
        for (Step step : steps) {
            if (!step.ramp().isZero()) {
                injection.add(rampUsersPerSec(rate).to(step.rate()).during(step.ramp()));
            }
            if (!step.hold().isZero()) {
                injection.add(constantUsersPerSec(step.rate()).during(step.hold()));
            }
            rate = step.rate();
        }
        return injection.toArray(OpenInjectionStep[]::new);
    }
}

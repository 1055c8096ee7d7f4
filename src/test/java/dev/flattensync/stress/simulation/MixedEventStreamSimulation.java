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

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.environment.ArmName;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.environment.StressConfigReader;
import dev.flattensync.stress.gatling.AsyncRequest;
import dev.flattensync.stress.gatling.AsyncRequestBuilder;
import dev.flattensync.stress.gatling.ProbeReads;
import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.measure.Gate;
import dev.flattensync.stress.report.Console;
import dev.flattensync.stress.workload.InjectionProfile;
import dev.flattensync.stress.workload.InjectionProfile.Step;
import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The main job: a mixed stream of inserts, embedded-array edits and deletes under ramping load, in alternating blocks
 * of one flat schema each, with probe reads beside it; at the end every table is compared with the documents.
 *
 * <p>All it does is configured in {@code application.conf}.
 */
public final class MixedEventStreamSimulation extends Simulation {
    private static final String CHECKS = "checks";
    private static final Duration SLACK = Duration.ofMinutes(5);

    private final StressConfig config;
    private final StressRun run;
    private final ProbeReads probes;

    /** Checks the configuration, starts PostgreSQL and sets up what Gatling runs. */
    public MixedEventStreamSimulation() {
        endWithParent();
        try {
            config = StressConfigReader.read(System.getProperties());
            run = StressRun.open(getClass().getSimpleName(), config, Console.system());
        } catch (InvalidInputException e) {
            throw refuse(e);
        }
        probes = new ProbeReads(run.data(), run.postgresAddress(), config.timeout());
        List<Block> blocks = run.plan().blocks();
        List<PopulationBuilder> next = List.of(checks().injectOpen(atOnceUsers(1)));
        for (int i = blocks.size() - 1; i >= 0; i--) {
            next = populations(blocks.get(i), next);
        }
        setUp(next).protocols(probes.protocol()).maxDuration(maxDuration()).assertions(assertions());
    }

    /** Loads the documents, right before Gatling starts. */
    @Override
    public void before() {
        try {
            run.load();
        } catch (InvalidInputException e) {
            run.close();
            throw refuse(e);
        }
    }

    /** Writes the results. */
    @Override
    public void after() {
        run.finish();
    }

    /** The changes of a block, with all that follows it, and the probe reads beside them. */
    private List<PopulationBuilder> populations(Block block, List<PopulationBuilder> next) {
        String name = block.arm() + " block " + block.number();
        String inGroup = block.warmUp() ? "warm-up " + block.arm() : block.arm();
        List<PopulationBuilder> populations = new ArrayList<>();
        populations.add(scenario(name)
                .exec(group(inGroup).on(request(name, run.changes(block))))
                .injectOpen(injection(block.schedule().steps()))
                .andThen(next));
        if (config.probesPerSecond() > 0) {
            ArmName arm = config.arms().stream()
                    .filter(candidate -> candidate.label().equals(block.arm()))
                    .findFirst()
                    .orElseThrow();
            populations.add(scenario(name + " probes")
                    .exec(feed(probes.feeder(config.seed() + block.number())))
                    .exec(group(inGroup).on(exec(probes.lookUp(run.sql(arm)))))
                    .injectOpen(constantUsersPerSec(config.probesPerSecond())
                            .during(InjectionProfile.length(block.schedule().steps()))));
        }
        return populations;
    }

    private ScenarioBuilder checks() {
        ChainBuilder chain =
                group(CHECKS).on(request("every change done", run.checks().everyChangeDone()));
        for (ArmName arm : config.arms()) {
            chain = chain.exec(group(CHECKS)
                    .on(request(
                            RunChecks.tablesEqualName(arm.label()), run.checks().tablesEqual(arm.label()))));
        }
        for (ArmName arm : config.arms()) {
            chain = chain.exec(group(CHECKS)
                    .on(request(
                            RunChecks.noOtherWriterName(arm.label()),
                            run.checks().noOtherWriter(arm.label()))));
        }
        for (Gate gate : config.gates()) {
            chain = chain.exec(
                    group(CHECKS).on(request(gate.text(), run.checks().gate(gate))));
        }
        return scenario(CHECKS).exec(chain);
    }

    /** A check that was never made must fail the run too: reaching the maximal duration would skip it. */
    private List<Assertion> assertions() {
        List<String> checks = new ArrayList<>(List.of("every change done"));
        config.arms().forEach(arm -> checks.add(RunChecks.tablesEqualName(arm.label())));
        config.arms().forEach(arm -> checks.add(RunChecks.noOtherWriterName(arm.label())));
        config.gates().forEach(gate -> checks.add(gate.text()));
        List<Assertion> assertions = new ArrayList<>();
        assertions.add(global().failedRequests().count().is(0L));
        checks.forEach(check -> assertions.add(
                details(CHECKS, check).successfulRequests().count().is(1L)));
        return assertions;
    }

    private Duration maxDuration() {
        return run.plan()
                .length()
                .plus(config.timeout()
                        .plus(Duration.ofSeconds(5))
                        .multipliedBy(run.plan().blocks().size()))
                .plus(SLACK);
    }

    private static ChainBuilder request(String name, AsyncRequest request) {
        return exec(new AsyncRequestBuilder(name, request).toChainBuilder());
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

    /** Gatling's JVM would run on, and PostgreSQL with it, if Maven were killed. */
    private static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(maven -> maven.onExit().thenRun(() -> System.exit(1)));
    }

    /** One sentence, no stack trace: whatever is thrown from here, Gatling would print twice. */
    private static IllegalStateException refuse(InvalidInputException problem) {
        System.err.println(problem.getMessage());
        System.exit(1);
        return new IllegalStateException(problem);
    }
}

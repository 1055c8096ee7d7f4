package dev.flattensync.stress.simulation;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.environment.StressConfigReader;
import dev.flattensync.stress.gatling.AsyncRequest;
import dev.flattensync.stress.gatling.AsyncRequestBuilder;
import dev.flattensync.stress.gatling.BackgroundRequest;
import dev.flattensync.stress.report.Console;
import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.util.List;
import java.util.function.Consumer;

/**
 * What all our simulations do: check the configuration and start PostgreSQL, load the documents right before Gatling
 * starts, and end in checks, each a request in Gatling's report.
 *
 * @param <R> what they run
 */
abstract class StressSimulation<R extends Run> extends Simulation {
    private static final String CHECKS = "checks";

    private final StressConfig config;
    private final R run;

    /** A simulation that can run whatever can be configured. */
    StressSimulation(Run.Opening<R> opening) {
        this(config -> {}, opening);
    }

    /** @param check throws {@link InvalidInputException} for what can't be run; nothing is started before */
    StressSimulation(Consumer<StressConfig> check, Run.Opening<R> opening) {
        endWithParent();
        try {
            config = StressConfigReader.read(System.getProperties());
            check.accept(config);
            run = opening.open(getClass().getSimpleName(), config, Console.system());
        } catch (InvalidInputException e) {
            throw refuse(e);
        }
    }

    /** What the run was told. */
    final StressConfig config() {
        return config;
    }

    /** The run. */
    final R run() {
        return run;
    }

    /** Loads the documents, right before Gatling starts. */
    @Override
    public final void before() {
        try {
            run.load();
        } catch (InvalidInputException e) {
            run.close();
            throw refuse(e);
        }
    }

    /** A scenario of one user that makes the checks, one after the other. */
    static ScenarioBuilder scenarioOf(List<BackgroundRequest> checks) {
        ChainBuilder chain = exec(checks.stream()
                .map(check -> group(CHECKS).on(request(check.name(), check)))
                .toList());
        return scenario(CHECKS).exec(chain);
    }

    /** A check that was never made must fail the run too: reaching the maximal duration would skip it. */
    static List<Assertion> assertionsOf(List<BackgroundRequest> checks) {
        return checks.stream()
                .<Assertion>map(check -> details(CHECKS, check.name())
                        .successfulRequests()
                        .count()
                        .is(1L))
                .toList();
    }

    /** A request of ours as part of a scenario. */
    static ChainBuilder request(String name, AsyncRequest request) {
        return exec(new AsyncRequestBuilder(name, request).toChainBuilder());
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

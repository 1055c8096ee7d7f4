package dev.flattensync.stress.simulation;

import dev.flattensync.stress.capacity.CapacityPlan;
import dev.flattensync.stress.capacity.CapacitySearch;
import dev.flattensync.stress.capacity.Probe;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.gatling.AsyncRequest;
import dev.flattensync.stress.gatling.BackgroundRequest;
import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.measure.Figures;
import dev.flattensync.stress.measure.PlateauRun;
import dev.flattensync.stress.measure.Ticker;
import dev.flattensync.stress.measure.Validity;
import dev.flattensync.stress.report.BlockText;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.result.ArmCapacity;
import dev.flattensync.stress.workload.InjectionProfile.Step;
import dev.flattensync.stress.workload.Rates;
import dev.flattensync.stress.workload.Schedule;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;

/** The search for the capacity of one arm of a run. */
final class ArmSearch implements CapacityRun.Probes {
    /** A sync that was given far too much gets that many time-outs to catch up before the next probe. */
    private static final int CATCH_UP_TIMEOUTS = 10;

    private final StressRun stress;
    private final StressConfig config;
    private final CapacityPlan plan;
    private final String arm;
    private final CapacitySearch search;
    private final CapacityRun run;
    private final SplittableRandom seeds;
    private String place = "";

    ArmSearch(StressRun stress, StressConfig config, String arm) {
        this.stress = stress;
        this.config = config;
        this.plan = config.capacity();
        this.arm = arm;
        this.search = new CapacitySearch(plan.search());
        this.run = new CapacityRun(search, this, Executors.newSingleThreadExecutor(StressRun::daemon));
        this.seeds = new SplittableRandom(config.seed());
    }

    /** What its virtual users do. */
    CapacityRun run() {
        return run;
    }

    /** Whether the search came to its end. */
    BackgroundRequest checkEnded() {
        return new BackgroundRequest(arm + ": capacity", Runnable::run, () -> {
            Optional<String> failure = run.failure().map(Throwable::toString);
            return run.isFinished() ? failure : Optional.of("the search did not end");
        });
    }

    /** What was found; empty if the search did not come to its end. */
    Optional<ArmCapacity> result() {
        return run.isFinished() && run.failure().isEmpty()
                ? Optional.of(ArmCapacity.of(arm, search.result(), run.plateaus()))
                : Optional.empty();
    }

    @Override
    public Optional<Block> warmUp() {
        place = "warm-up";
        return plan.warmUp().isEmpty() ? Optional.empty() : Optional.of(block(plan.warmUp(), true, Block.ANY_BACKLOG));
    }

    @Override
    public Block block(Probe probe) {
        place = "probe %s of at most %s (%s)%s"
                .formatted(
                        probe.number(), plan.search().maxProbes(), probe.phase().word(), bracket());
        Step step = new Step(probe.rate(), plan.settle(), plan.hold());
        return block(List.of(step), false, plan.mostWaiting(probe.rate()));
    }

    private Block block(List<Step> steps, boolean warmUp, int mostWaiting) {
        return new Block(
                arm,
                stress.nextBlockNumber(),
                warmUp,
                Schedule.of(steps, new SplittableRandom(seeds.nextLong())),
                mostWaiting,
                Ticker.SYSTEM);
    }

    @Override
    public void before(Block block) {
        try {
            stress.before(block);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL could not be got ready for block " + block.number(), e);
        }
    }

    @Override
    public AsyncRequest changes(Block block) {
        return stress.changes(block, place);
    }

    @Override
    public void over(Block block) {
        try {
            stress.after(block, config.timeout().multipliedBy(CATCH_UP_TIMEOUTS))
                    .ifPresent(problem -> {
                        throw new IllegalStateException(problem);
                    });
            if (block.warmUp()) {
                stress.console().line("%s", BlockText.of(block));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted after block " + block.number(), e);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "PostgreSQL could not be asked what block %d cost".formatted(block.number()), e);
        }
    }

    @Override
    public PlateauRun plateau(Block block) {
        return PlateauRun.of(block, stress.kinds(), config.limits()).get(0);
    }

    @Override
    public Validity judge(PlateauRun plateau) {
        return plateau.validity(config.limits());
    }

    @Override
    public void after(Probe probe, PlateauRun plateau, Validity validity) {
        Figures latency = plateau.all().syncLatency();
        stress.console()
                .line(
                        "%s: probe %d (%s) at %s: %s%s; p50 %s, p95 %s, %s failed, %s",
                        arm,
                        probe.number(),
                        probe.phase().word(),
                        Rates.text(probe.rate()),
                        validity.isValid() ? "sustained" : validity.word(),
                        validity.reason().isEmpty() ? "" : ", " + validity.reason(),
                        BlockText.milliseconds(latency, 50),
                        BlockText.milliseconds(latency, 95),
                        Wording.count(plateau.load().failed()),
                        BlockText.backlog(plateau.load().backlogAtEnd()));
    }

    /** How far the search is: {@code , at least 250/s, under 500/s}. */
    private String bracket() {
        return bound("at least", search.sustainedSoFar()) + bound("under", search.tooHighSoFar());
    }

    private static String bound(String what, OptionalDouble rate) {
        return rate.isPresent() ? ", %s %s/s".formatted(what, Rates.number(rate.getAsDouble())) : "";
    }
}

package dev.flattensync.stress.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flattensync.stress.capacity.CapacityResult;
import dev.flattensync.stress.capacity.ProbeResult;
import dev.flattensync.stress.measure.Comparison;
import dev.flattensync.stress.measure.Figures;
import dev.flattensync.stress.measure.Load;
import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.measure.PlateauRun;
import dev.flattensync.stress.measure.Timings;
import dev.flattensync.stress.measure.Validity;
import java.util.List;

/**
 * A run as {@code results.json}, for machines. Times are nanoseconds; what is not known, like a percentile with too few
 * samples, is null.
 *
 * <p>Version 2 of the format; {@code reports/README.md} describes it, {@code reports/results.schema.json} defines it.
 */
public final class ResultsJson {
    private static final int VERSION = 2;
    private static final List<Double> PERCENTILES = List.of(50.0, 95.0, 99.0, 99.9);

    private ResultsJson() {}

    /** The run as JSON. */
    public static String of(RunResult run) {
        ObjectNode json = SettingJson.MAPPER.createObjectNode();
        json.put("version", VERSION);
        SettingJson.write(json, run.setting(), run.valid(), run.operations().seed());
        json.putObject("operations")
                .put("count", run.operations().count())
                .put("sha256", run.operations().digest());
        ArrayNode blocks = json.putArray("blocks");
        run.blocks().forEach(block -> block(blocks.addObject(), block));
        ArrayNode plateaus = json.putArray("plateaus");
        run.results().plateaus().forEach(plateau -> plateau(plateaus.addObject(), plateau));
        run.results()
                .comparedStep()
                .ifPresentOrElse(step -> json.put("comparedStep", step), () -> json.putNull("comparedStep"));
        run.comparison()
                .ifPresentOrElse(
                        comparison -> comparison(json.putObject("comparison"), comparison, run),
                        () -> json.putNull("comparison"));
        ArrayNode capacities = json.putArray("capacities");
        run.capacities().forEach(capacity -> capacity(capacities.addObject(), capacity));
        json.put("unfinishedChanges", run.results().unfinished());
        ArrayNode verification = json.putArray("verification");
        run.verification().forEach((arm, outcome) -> SettingJson.tables(verification.addObject(), "arm", arm, outcome));
        ArrayNode gates = json.putArray("gates");
        run.gates()
                .forEach(gate -> gates.addObject()
                        .put("gate", gate.gate().text())
                        .put("met", gate.met())
                        .put("reason", gate.reason()));
        return SettingJson.finish(json, run.setting());
    }

    private static void block(ObjectNode json, BlockReport block) {
        json.put("block", block.number());
        json.put("arm", block.arm());
        json.put("warmUp", block.warmUp());
        json.put("start", block.start().toString());
        json.put("seconds", block.length().toNanos() / SettingJson.NANOS_PER_SECOND);
        json.put("changes", block.changes());
        json.put("failed", block.failed());
        json.set("costs", SettingJson.MAPPER.valueToTree(block.costs()));
    }

    private static void plateau(ObjectNode json, PlateauResult plateau) {
        json.put("arm", plateau.arm());
        json.put("step", plateau.step());
        load(json, plateau.load());
        validity(json, plateau.validity());
        json.put("voidBlocks", plateau.voidRuns());
        ArrayNode runs = json.putArray("blocks");
        plateau.runs().forEach(run -> run(runs.addObject(), run));
        ObjectNode kinds = json.putObject("kinds");
        plateau.kinds().forEach((kind, timings) -> timings(kinds.putObject(kind), timings));
        timings(kinds.putObject(Comparison.ALL), plateau.all());
    }

    private static void run(ObjectNode json, PlateauRun run) {
        json.put("block", run.block());
        json.put("start", run.start().toString());
        load(json, run.load());
        validity(json, run.generator());
        timings(json.putObject(Comparison.ALL), run.all());
    }

    private static void load(ObjectNode json, Load load) {
        json.put("ratePerSecond", load.rate());
        json.put("achievedPerSecond", load.achievedRate());
        json.put("seconds", load.seconds());
        json.put("due", load.due());
        json.put("failed", load.failed());
        json.put("backlogGrowthPerSecond", load.backlogGrowth());
        json.put("backlogAtStart", load.backlogAtStart());
        json.put("backlogAtEnd", load.backlogAtEnd());
    }

    private static void validity(ObjectNode json, Validity validity) {
        json.put("validity", validity.word());
        json.put("reason", validity.isValid() ? null : validity.reason());
    }

    private static void timings(ObjectNode json, Timings timings) {
        figures(json.putObject("syncLatencyNanos"), timings.syncLatency());
        figures(json.putObject("serviceTimeNanos"), timings.serviceTime());
        figures(json.putObject("lagNanos"), timings.lag());
    }

    private static void figures(ObjectNode json, Figures figures) {
        json.put("count", figures.count());
        json.put("censored", figures.censored());
        for (double percentile : PERCENTILES) {
            figures.percentileNanos(percentile)
                    .ifPresentOrElse(nanos -> json.put(name(percentile), nanos), () -> json.putNull(name(percentile)));
        }
        figures.percentileNanos(100).ifPresentOrElse(nanos -> json.put("max", nanos), () -> json.putNull("max"));
    }

    private static String name(double percentile) {
        return "p"
                + (percentile == Math.rint(percentile) ? String.valueOf((int) percentile) : String.valueOf(percentile));
    }

    private static void comparison(ObjectNode json, Comparison comparison, RunResult run) {
        json.put("step", comparison.step());
        json.put("base", run.results().arms().get(0));
        json.put("figure", "syncLatencyNanos");
        ArrayNode cells = json.putArray("cells");
        for (Comparison.Cell cell : comparison.cells()) {
            ObjectNode ofCell = cells.addObject()
                    .put("arm", cell.arm())
                    .put("kind", cell.kind())
                    .put("figure", name(cell.percentile()))
                    .put("finding", cell.finding().words());
            cell.ratio().ifPresentOrElse(ratio -> SettingJson.ratio(ofCell, ratio), () -> noRatio(ofCell));
        }
    }

    private static void noRatio(ObjectNode json) {
        List.of("pairs", "ratio", "low", "high", "pValue").forEach(json::putNull);
    }

    private static void capacity(ObjectNode json, ArmCapacity capacity) {
        CapacityResult result = capacity.result();
        json.put("arm", capacity.arm());
        json.set("sustained", SettingJson.MAPPER.valueToTree(result.sustained()));
        json.set("unsustained", SettingJson.MAPPER.valueToTree(result.unsustained()));
        json.put("reason", result.reason().sentence());
        ArrayNode probes = json.putArray("probes");
        for (int i = 0; i < result.probes().size(); i++) {
            ProbeResult probe = result.probes().get(i);
            ObjectNode ofProbe = probes.addObject()
                    .put("number", probe.probe().number())
                    .put("phase", probe.probe().phase().word());
            PlateauRun plateau = capacity.plateaus().get(i);
            ofProbe.put("block", plateau.block());
            load(ofProbe, plateau.load());
            validity(ofProbe, probe.outcome());
            timings(ofProbe.putObject(Comparison.ALL), plateau.all());
        }
    }
}

package dev.flattensync.stress.page;

import com.typesafe.config.ConfigRenderOptions;
import dev.flattensync.stress.compare.NamedRun;
import dev.flattensync.stress.provenance.Machine;
import dev.flattensync.stress.provenance.SourceVersion;
import dev.flattensync.stress.report.Lines;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.result.RunResult;
import dev.flattensync.stress.verify.TableComparison;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where the figures come from: a row for each fact, a column for each run.
 *
 * @param runs the names of the runs
 * @param rows what is known of them
 * @param configs by run, what it was told
 */
record ProvenanceView(List<String> runs, List<Row> rows, List<Text> configs) {

    /**
     * A fact of all runs.
     *
     * @param differs whether it is not the same of all
     */
    record Row(String label, List<String> values, boolean differs) {}

    /** A long text of a run. */
    record Text(String run, String text) {}

    static ProvenanceView of(List<NamedRun> runs) {
        return new ProvenanceView(
                runs.stream().map(NamedRun::name).toList(),
                List.of(
                        row(
                                runs,
                                "started",
                                run -> run.setting()
                                        .started()
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .toString()),
                        row(runs, "took", run -> duration(run.setting().took())),
                        row(runs, "simulation", run -> run.setting().simulation()),
                        row(
                                runs,
                                "commit",
                                run -> commit(run.setting().provenance().source())),
                        row(runs, "changes from", run -> run.setting().changeOrigin()),
                        row(runs, "operations", ProvenanceView::operations),
                        row(
                                runs,
                                "digest of the operations",
                                run -> run.operations().digest()),
                        row(runs, "tables", ProvenanceView::tables),
                        row(
                                runs,
                                "JDK",
                                run -> "%s, %s"
                                        .formatted(
                                                machine(run).jdkVersion(),
                                                machine(run).jdkVendor())),
                        row(
                                runs,
                                "PostgreSQL",
                                run -> run.setting().provenance().postgres().version()
                                        + (run.setting().embeddedPostgres() ? ", embedded" : ", given")),
                        row(runs, "cores", run -> String.valueOf(machine(run).cores())),
                        row(runs, "processor", run -> machine(run).cpuModel().orElse("not known")),
                        row(runs, "memory", run -> memory(machine(run))),
                        row(
                                runs,
                                "system",
                                run -> "%s %s, %s"
                                        .formatted(
                                                machine(run).osName(),
                                                machine(run).osVersion(),
                                                machine(run).osArch())),
                        row(
                                runs,
                                "load before the run",
                                run -> machine(run).loadAverage().stream()
                                        .mapToObj(Wording::number)
                                        .findFirst()
                                        .orElse("not known")),
                        row(runs, "garbage collector", run -> machine(run).garbageCollector()),
                        row(runs, "PostgreSQL's settings", ProvenanceView::settings)),
                runs.stream()
                        .map(run -> new Text(run.name(), config(run.result())))
                        .toList());
    }

    private static Row row(List<NamedRun> runs, String label, Function<RunResult, String> value) {
        List<String> values =
                runs.stream().map(run -> value.apply(run.result())).toList();
        return new Row(label, values, values.stream().distinct().count() > 1);
    }

    private static Machine machine(RunResult run) {
        return run.setting().provenance().machine();
    }

    static String duration(Duration took) {
        return took.toMinutes() == 0
                ? "%d s".formatted(took.toSeconds())
                : "%d min %d s".formatted(took.toMinutes(), took.toSecondsPart());
    }

    private static String commit(SourceVersion source) {
        return source.commit().orElse("not known") + (source.dirty().orElse(false) ? ", with changes" : "");
    }

    private static String operations(RunResult run) {
        return "%s%s, seed %d"
                .formatted(
                        Wording.count(run.operations().count()),
                        run.capacities().isEmpty() ? " in each arm" : " in the first arm",
                        run.operations().seed());
    }

    private static String tables(RunResult run) {
        if (run.setting().rigOnly()) {
            return "none: the rig alone";
        }
        return run.results().arms().stream()
                .map(arm -> arm + ": "
                        + Optional.ofNullable(run.verification().get(arm))
                                .map(ProvenanceView::tables)
                                .orElse("not compared with the documents"))
                .collect(Collectors.joining("; "));
    }

    private static String tables(TableComparison.Outcome outcome) {
        return outcome.equal()
                ? "all %s rows equal the documents".formatted(Wording.count(outcome.rows()))
                : "differ from the documents: " + String.join("; ", outcome.differences());
    }

    private static String memory(Machine machine) {
        return machine.memoryBytes().stream().mapToObj(Lines::bytes).findFirst().orElse("not known") + ", heap up to "
                + Lines.bytes(machine.maxHeapBytes());
    }

    private static String settings(RunResult run) {
        return run.setting().provenance().postgres().settings().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(setting -> setting.getKey() + " = " + setting.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String config(RunResult run) {
        return run.setting()
                .config()
                .root()
                .render(ConfigRenderOptions.defaults()
                        .setOriginComments(false)
                        .setComments(false)
                        .setJson(false));
    }
}

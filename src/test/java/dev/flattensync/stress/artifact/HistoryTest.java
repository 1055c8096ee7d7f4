package dev.flattensync.stress.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.flattensync.stress.planted.PlantedGate;
import dev.flattensync.stress.planted.PlantedRun;
import dev.flattensync.stress.provenance.Machine;
import dev.flattensync.stress.provenance.Provenance;
import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
    private static final String GATE = "schema1.edit comment.p95 < 20 ms";
    private static final String HEADER =
            "time,run,simulation,commit,gate,outcome,value,low,high,limit,unit,machine,cores,load,series";

    @TempDir
    private Path reports;

    @Test
    void everyGateIsALine() throws IOException {
        add(
                PlantedRun.judged(PlantedGate.passed(GATE), PlantedGate.failed("schema2.pull post.max < 20 ms")),
                "planted-1");

        assertThat(lines("history.csv")).hasSize(3).first().isEqualTo(HEADER);
        Map<String, String> line = read("history.csv").get(0);
        assertThat(line)
                .containsEntry("time", "2026-01-02T03:04:05Z")
                .containsEntry("run", "planted-1")
                .containsEntry("simulation", "PlantedSimulation")
                .containsEntry("commit", "0123456789abcdef0123456789abcdef01234567-dirty")
                .containsEntry("gate", GATE)
                .containsEntry("outcome", "pass")
                .containsEntry("value", "12.5")
                .containsEntry("low", "11.5")
                .containsEntry("high", "14.5")
                .containsEntry("limit", "20.0")
                .containsEntry("unit", "ms")
                .containsEntry("cores", "2");
        assertThat(line.get("series")).startsWith("schema1.edit-comment.p95.ms-");
        assertThat(read("history.csv").get(1)).containsEntry("outcome", "fail").containsEntry("value", "25.0");
    }

    @Test
    void runsFollowEachOtherUnderOneHeader() throws IOException {
        add(PlantedRun.judged(PlantedGate.passed(GATE)), "planted-1");
        add(PlantedRun.judged(PlantedGate.failed(GATE)), "planted-2");

        assertThat(read("history.csv")).extracting(line -> line.get("run")).containsExactly("planted-1", "planted-2");
        assertThat(read(onlySeries())).extracting(line -> line.get("value")).containsExactly("12.5", "25.0");
    }

    @Test
    void runWithoutGatesAddsNothing() throws IOException {
        add(PlantedRun.run(), "planted-1");

        assertThat(reports).isEmptyDirectory();
    }

    @Test
    void gateWithoutAFigureIsALineWithoutAValueAndNoPointOfItsSeries() throws IOException {
        add(PlantedRun.judged(PlantedGate.passed(GATE)), "planted-1");
        add(PlantedRun.judged(PlantedGate.inconclusive(GATE)), "planted-2");

        assertThat(read("history.csv").get(1))
                .containsEntry("outcome", "inconclusive")
                .containsEntry("value", "")
                .containsEntry("low", "")
                .containsEntry("high", "")
                .containsEntry("limit", "20.0");
        assertThat(read(onlySeries())).hasSize(1);
    }

    @Test
    void figuresOfARunWithoutAResultAreNotKept() throws IOException {
        add(PlantedRun.tampered("a row is missing", "schema1.edit comment.max < 20 ms"), "planted-1");

        assertThat(read("history.csv").get(0))
                .containsEntry("outcome", "not judged")
                .containsEntry("value", "");
        assertThat(reports.resolve("history")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void figureThatIsNoNumberIsNone(double value) throws IOException {
        Optional<GateVerdict.Found> found = Optional.of(new GateVerdict.Found(value, value, value));
        add(
                PlantedRun.judged(new GateVerdict(GATE, GateVerdict.Outcome.FAIL, found, value, "ms", "no number")),
                "planted-1");

        assertThat(read("history.csv").get(0)).containsEntry("value", "").containsEntry("limit", "");
        assertThat(reports.resolve("history")).doesNotExist();
    }

    @Test
    void everyLineOfASeriesHasATimeAndANumber() throws IOException {
        for (int run = 1; run <= 3; run++) {
            add(PlantedRun.run("schema1.edit comment.p50 < 3 ms", "schema1.pull post.max < 1 s"), "planted-" + run);
        }

        List<String> files = series();
        assertThat(files).hasSize(2);
        for (String file : files) {
            assertThat(read(file)).hasSize(3).allSatisfy(line -> {
                assertThat(Double.parseDouble(line.get("value"))).isPositive();
                assertThat(Instant.parse(line.get("time"))).isEqualTo(PlantedRun.START);
                assertThat(file).endsWith(line.get("series") + ".csv");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema1.edit comment.p95 < 25 ms",
                "schema1.edit comment.p95 < 1 s",
                "\"schema1\".\"edit comment\".p95<20ms"
            })
    void seriesGoesOnIfTheLimitIsChanged(String gate) throws IOException {
        add(PlantedRun.judged(PlantedGate.passed(GATE)), "planted-1");
        add(PlantedRun.judged(PlantedGate.passed(gate)), "planted-2");

        assertThat(read(onlySeries())).hasSize(2);
    }

    @Test
    void twoLimitsOfOneFigureAreOnePoint() throws IOException {
        add(
                PlantedRun.judged(PlantedGate.passed(GATE), PlantedGate.failed("schema1.edit comment.p95 < 5 ms")),
                "planted-1");

        assertThat(read("history.csv")).hasSize(2);
        assertThat(read(onlySeries())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "schema1.edit comment.p95 < 20 ms, ms, schema1.edit-comment.p95.ms-",
        "schema2.all changes.p50 < 4 x schema1, x, schema2.all-changes.p50.x-schema1-",
        "schema2.rows < schema1 + 20%, x, schema2.rows.x-schema1-",
        "schema2.rows < schema1 + 35.5 %, x, schema2.rows.x-schema1-",
        "schema1.rate > 0.9 x baseline, x, schema1.rate.x-baseline-",
        "schema1.rate > baseline, x, schema1.rate.x-baseline-",
        "*.errors <= 0%, %, errors-",
        "*.rate >= 200/s, /s, rate.s-",
        "schema1#2.rows < 20, rows, schema1-2.rows.rows-",
        "../../etc/passwd, ms, etc-passwd-",
        "=cmd()<1, ms, cmd.ms-"
    })
    void seriesIsNamedAfterWhatTheGateJudges(String gate, String unit, String name) throws IOException {
        Optional<GateVerdict.Found> found = Optional.of(new GateVerdict.Found(1, 1, 1));
        add(PlantedRun.judged(new GateVerdict(gate, GateVerdict.Outcome.PASS, found, 2, unit, "found 1")), "planted-1");

        assertThat(onlySeries()).startsWith("history/" + name).endsWith(".csv");
    }

    @Test
    void gatesWhoseNamesAreAlikeAreSeriesOfTheirOwn() throws IOException {
        add(
                PlantedRun.judged(
                        PlantedGate.passed("schema1.edit comment.p95 < 20 ms"),
                        PlantedGate.passed("schema1.edit-comment.p95 < 20 ms"),
                        PlantedGate.passed("schema1.edit-comment.p95 < 20 ms")),
                "planted-1");

        assertThat(series()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scale = seed", "profiles.ramp.block = [3]", "mix { edit-post = 1 }"})
    void otherLoadIsAnotherSeries(String change) throws IOException {
        String config = "scale = small, profile = ramp, profiles { ramp { block = [1] }, spike { block = [2] } }";
        RunResult run = PlantedRun.judged(PlantedGate.passed(GATE));
        add(PlantedRun.configured(run, config), "planted-1");
        add(PlantedRun.configured(run, config + "\n" + change), "planted-2");

        assertThat(series()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"seed = 7", "gates { inconclusive = pass }", "profiles.spike.block = [3]", "capacity { a = 1 }"})
    void whatDoesNotChangeTheLoadKeepsTheSeries(String change) throws IOException {
        String config = "scale = small, profile = ramp, profiles { ramp { block = [1] }, spike { block = [2] } }";
        RunResult run = PlantedRun.judged(PlantedGate.passed(GATE));
        add(PlantedRun.configured(run, config), "planted-1");
        add(PlantedRun.configured(run, config + "\n" + change), "planted-2");

        assertThat(read(onlySeries())).hasSize(2);
    }

    @Test
    void otherMachineIsAnotherSeries() throws IOException {
        RunResult run = PlantedRun.judged(PlantedGate.passed(GATE));
        add(run, "planted-1");
        add(withCores(run, 64), "planted-2");

        assertThat(series()).hasSize(2);
        assertThat(read("history.csv")).extracting(line -> line.get("cores")).containsExactly("2", "64");
    }

    @Test
    void textIsOneCellOfOneLineWhateverItHolds() throws IOException {
        add(PlantedRun.judged(PlantedGate.passed("a,\"b\"\r\nc\u0000;\td < 20 ms")), "planted-1");

        assertThat(lines("history.csv")).hasSize(2);
        assertThat(read("history.csv").get(0)).containsEntry("gate", "a,\"b\" c\\u{0}; d < 20 ms");
    }

    @Test
    void fileOfAnotherVersionIsLeftAsItIs() throws IOException {
        String other = "time,value\n2025-01-01T00:00:00Z,1\n";
        Files.writeString(reports.resolve("history.csv"), other);

        List<String> notes = add(PlantedRun.judged(PlantedGate.passed(GATE)), "planted-1");
        add(PlantedRun.judged(PlantedGate.passed(GATE)), "planted-2");

        assertThat(notes)
                .containsExactly(
                        "%s has other columns than this version writes, so it was left as it is: history-2.csv goes on from here."
                                .formatted(reports.resolve("history.csv")));
        assertThat(reports.resolve("history.csv")).hasContent(other);
        assertThat(read("history-2.csv")).extracting(line -> line.get("run")).containsExactly("planted-1", "planted-2");
        assertThat(reports.resolve("history-3.csv")).doesNotExist();
    }

    @Test
    void fileThatIsEmptyGetsItsHeader() throws IOException {
        Files.createFile(reports.resolve("history.csv"));

        add(PlantedRun.judged(PlantedGate.passed(GATE)), "planted-1");

        assertThat(lines("history.csv")).hasSize(2).first().isEqualTo(HEADER);
    }

    @Test
    void lastLineWithoutAnEndIsEnded() throws IOException {
        add(PlantedRun.judged(PlantedGate.passed(GATE)), "planted-1");
        Path file = reports.resolve("history.csv");
        Files.writeString(file, Files.readString(file).stripTrailing());

        add(PlantedRun.judged(PlantedGate.passed(GATE)), "planted-2");

        assertThat(read("history.csv")).extracting(line -> line.get("run")).containsExactly("planted-1", "planted-2");
    }

    private List<String> add(RunResult run, String name) throws IOException {
        return new History(reports).add(run, name);
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(reports.resolve(file));
    }

    private List<Map<String, String>> read(String file) throws IOException {
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(reports.resolve(file).toFile())) {
            return rows.readAll();
        }
    }

    private List<String> series() throws IOException {
        try (Stream<Path> files = Files.list(reports.resolve("history"))) {
            return files.map(file -> "history/" + file.getFileName()).sorted().toList();
        }
    }

    private String onlySeries() throws IOException {
        List<String> series = series();
        assertThat(series).hasSize(1);
        return series.get(0);
    }

    private static RunResult withCores(RunResult run, int cores) {
        RunResult.Setting setting = run.setting();
        Machine machine = setting.provenance().machine();
        return new RunResult(
                new RunResult.Setting(
                        setting.simulation(),
                        setting.started(),
                        setting.took(),
                        setting.changeOrigin(),
                        setting.embeddedPostgres(),
                        setting.rigOnly(),
                        new Provenance(
                                setting.provenance().source(),
                                new Machine(
                                        machine.osName(),
                                        machine.osVersion(),
                                        machine.osArch(),
                                        cores,
                                        machine.memoryBytes(),
                                        machine.cpuModel(),
                                        machine.loadAverage(),
                                        machine.jdkVersion(),
                                        machine.jdkVendor(),
                                        machine.maxHeapBytes(),
                                        machine.garbageCollector(),
                                        machine.jvmArguments()),
                                setting.provenance().postgres()),
                        setting.config()),
                run.operations(),
                run.results(),
                run.blocks(),
                run.capacities(),
                run.verification(),
                run.checks(),
                run.gates());
    }
}

package dev.flattensync.stress.gate;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.compare.Comparability;
import dev.flattensync.stress.measure.Comparison;
import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.result.ResultsJson;
import dev.flattensync.stress.result.RunResult;
import dev.flattensync.stress.workload.Rates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A run that was kept, to compare later ones with.
 *
 * @param file where it is
 * @param run what is in it
 * @param differences between its setting and that of the run that is judged; empty if they are comparable
 * @param anyway whether it counts though they are not
 */
public record Baseline(Path file, RunResult run, List<String> differences, boolean anyway) {
    private static final String HOW = "make one by mvn -q test-compile exec:java@baseline";

    /**
     * Reads the baseline if a gate names it.
     *
     * @throws InvalidInputException if it can't be read, has no result, or lacks what a gate is held against
     */
    public static Optional<Baseline> of(GateSettings settings) {
        List<Gate> gates = settings.gates().stream().filter(Gate::namesBaseline).toList();
        if (gates.isEmpty()) {
            return Optional.empty();
        }
        Baseline baseline = new Baseline(settings.baseline(), read(settings.baseline()), List.of(), false);
        gates.forEach(baseline::require);
        return Optional.of(baseline);
    }

    private static RunResult read(Path file) {
        RunResult run;
        try {
            run = ResultsJson.read(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw unusable(file, "no such file");
        } catch (IOException e) {
            throw unusable(file, "it can't be read");
        } catch (InvalidInputException e) {
            throw unusable(file, e.getMessage());
        }
        if (!run.valid()) {
            throw unusable(
                    file, "a run without a result, for its tables differ from the documents or were not compared");
        }
        return run;
    }

    /**
     * Compares its setting with that of the run that is to be judged by it.
     *
     * @param anyway whether it counts all the same
     * @throws InvalidInputException if they are not comparable
     */
    public Baseline comparedWith(RunResult.Setting setting, boolean anyway) {
        List<String> found = Comparability.differences(run.setting(), setting);
        if (!found.isEmpty() && !anyway) {
            throw new InvalidInputException(
                    "stress.gates.baseline = \"%s\": it is of another setting (%s); %s here, or set stress.gates.compare-anyway = true"
                            .formatted(file, String.join(", ", found), HOW));
        }
        return new Baseline(file, run, found, anyway);
    }

    /** What an arm is compared with. */
    Measured measured(String arm) {
        return new Measured(run, arm, "the baseline");
    }

    private void require(Gate gate) {
        Measured arm = measured(gate.arm());
        if (!run.results().arms().contains(gate.arm())) {
            throw lacks(gate, "no arm " + gate.arm());
        }
        if (gate.rate().isPresent()) {
            String plateau =
                    "plateau of %s/s of %s".formatted(Rates.number(gate.rate().getAsDouble()), gate.arm());
            PlateauResult found =
                    arm.plateau(gate.rate().getAsDouble()).orElseThrow(() -> lacks(gate, "no " + plateau));
            gate.kind()
                    .filter(kind ->
                            !kind.equals(Comparison.ALL) && !found.kinds().containsKey(kind))
                    .ifPresent(kind -> {
                        throw lacks(gate, "no \"%s\" on the %s".formatted(kind, plateau));
                    });
        } else if (gate.figure() == GateFigure.OfArm.RATE
                ? arm.capacity().isEmpty() && arm.plateaus().isEmpty()
                : arm.measuredBlocks().isEmpty()) {
            throw lacks(gate, "no rate or blocks of " + gate.arm());
        }
    }

    private InvalidInputException lacks(Gate gate, String what) {
        return GateParser.invalid(gate.text(), "what the baseline holds, but %s has %s; %s".formatted(file, what, HOW));
    }

    private static InvalidInputException unusable(Path file, String problem) {
        return new InvalidInputException("stress.gates.baseline = \"%s\": %s; allowed is the results.json of a run: %s"
                .formatted(file, problem, HOW));
    }
}

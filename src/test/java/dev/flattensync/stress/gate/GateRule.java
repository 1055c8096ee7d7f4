package dev.flattensync.stress.gate;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.workload.Rates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A rule as it is configured, which may be on several figures.
 *
 * @param text the whole rule
 * @param arm which arms
 * @param kind which kinds of change; only of a latency
 * @param figure which figure, and how that is written
 * @param at the rate of the plateau to judge on, changes per second; empty for the highest
 * @param operator how the figure must lie to the bound
 * @param bound what it is held against, and how that is written
 */
record GateRule(
        String text,
        Name arm,
        Optional<Name> kind,
        Written<GateFigure> figure,
        OptionalDouble at,
        GateOperator operator,
        Written<Bound> bound) {

    /** A part of a rule with the text that it was read from. */
    record Written<T>(T value, String text) {}

    /**
     * A gate for each figure that is meant. One that is relative to an arm is not for that arm, if the rule does not
     * name it by itself.
     *
     * @throws InvalidInputException if there is none, or the run has no such plateau or other arm
     */
    List<Gate> gates(GateNames names) {
        List<String> arms = found(arm, names.arms(), "an arm of this run: ");
        Optional<String> reference = reference(names);
        if (reference.isPresent() && arms.equals(List.of(reference.get()))) {
            throw invalid("a figure of another arm to compare with, for one relative to itself says nothing");
        }
        OptionalDouble rate = rate(names);
        List<Gate> gates = new ArrayList<>();
        for (String label : arms) {
            if (reference.filter(label::equals).isEmpty()) {
                kind.map(name -> found(name, names.kinds(), "a kind of change of this run: ").stream()
                                .map(Optional::of)
                                .toList())
                        .orElse(List.of(Optional.empty()))
                        .forEach(of -> gates.add(gate(label, of, rate)));
            }
        }
        return gates;
    }

    private Gate gate(String label, Optional<String> ofKind, OptionalDouble rate) {
        boolean filledIn = arm.isGlob() || kind.filter(Name::isGlob).isPresent();
        String filled = "%s.%s%s %s %s"
                .formatted(
                        Name.written(label),
                        ofKind.map(name -> Name.written(name) + ".").orElse(""),
                        figure.text(),
                        operator.sign(),
                        bound.text());
        return new Gate(filledIn ? filled : text, label, ofKind, figure.value(), rate, operator, bound.value());
    }

    private Optional<String> reference(GateNames names) {
        if (!(bound.value() instanceof Bound.ToArm other)) {
            return Optional.empty();
        }
        if (!names.arms().contains(other.arm())) {
            throw invalid("to compare with an arm of this run (%s) or with baseline"
                    .formatted(String.join(", ", names.arms())));
        }
        return Optional.of(other.arm());
    }

    private OptionalDouble rate(GateNames names) {
        if (!figure.value().ofPlateau()) {
            return OptionalDouble.empty();
        }
        if (at.isPresent() && !names.rates().contains(at.getAsDouble())) {
            throw invalid("a plateau of the profile: "
                    + names.rates().stream()
                            .distinct()
                            .map(rate -> "at " + Rates.number(rate) + "/s")
                            .collect(Collectors.joining(", ")));
        }
        return at.isPresent() ? at : OptionalDouble.of(names.highestRate());
    }

    private List<String> found(Name name, List<String> labels, String allowed) {
        List<String> found = name.among(labels);
        if (found.isEmpty()) {
            throw invalid(allowed + String.join(", ", labels));
        }
        return found;
    }

    private InvalidInputException invalid(String allowed) {
        return GateParser.invalid(text, allowed);
    }
}

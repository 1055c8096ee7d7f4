package dev.flattensync.stress.environment;

import dev.flattensync.stress.gate.Gate;
import dev.flattensync.stress.gate.GateNames;
import dev.flattensync.stress.gate.GateParser;
import dev.flattensync.stress.gate.GateSettings;
import dev.flattensync.stress.gate.GateSettings.Inconclusive;
import dev.flattensync.stress.workload.ChangeKind;
import dev.flattensync.stress.workload.EventMix;
import dev.flattensync.stress.workload.InjectionProfile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a run must meet. */
final class GatesReader {
    private GatesReader() {}

    /** The gates below a key; of those that are written alike only the first. */
    static GateSettings read(Keys keys, List<ArmName> arms, EventMix mix, InjectionProfile profile) {
        GateNames names = new GateNames(
                arms.stream().map(ArmName::label).toList(),
                mix.kinds().stream().map(ChangeKind::label).toList(),
                profile.plateauRates());
        Map<String, Gate> gates = new LinkedHashMap<>();
        keys.anyList("rules").stream()
                .flatMap(rule -> GateParser.parse(String.valueOf(rule), names).stream())
                .forEach(gate -> gates.putIfAbsent(gate.text(), gate));
        return new GateSettings(
                List.copyOf(gates.values()),
                keys.choice("inconclusive", Inconclusive.values()),
                baseline(keys),
                keys.flag("compare-anyway"));
    }

    private static Path baseline(Keys keys) {
        String text = keys.text("baseline");
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw keys.invalid("baseline", "\"" + text + "\"", "the path of a file");
        }
    }
}

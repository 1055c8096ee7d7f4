package dev.flattensync.stress.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flattensync.stress.capacity.Probe;
import dev.flattensync.stress.capacity.ProbeResult;
import dev.flattensync.stress.measure.PlateauRun;
import dev.flattensync.stress.measure.Validity;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What a search for capacity found, in {@code results.json}. */
final class CapacityJson {
    private static final int ONLY_STEP = 0;

    private CapacityJson() {}

    static void write(ObjectNode json, ArmCapacity capacity) {
        json.put("arm", capacity.arm());
        json.set("sustained", SettingJson.MAPPER.valueToTree(capacity.sustained()));
        json.set("unsustained", SettingJson.MAPPER.valueToTree(capacity.unsustained()));
        json.put("reason", capacity.reason());
        ArrayNode probes = json.putArray("probes");
        for (int i = 0; i < capacity.probes().size(); i++) {
            ProbeResult probe = capacity.probes().get(i);
            ObjectNode ofProbe = probes.addObject()
                    .put("number", probe.probe().number())
                    .put("phase", probe.probe().phase().word());
            PlateauRun plateau = capacity.plateaus().get(i);
            PlateauJson.write(ofProbe, plateau);
            PlateauJson.validity(ofProbe, probe.outcome());
        }
    }

    static ArmCapacity read(JsonNode json) {
        String arm = json.required("arm").asText();
        List<ProbeResult> probes = new ArrayList<>();
        List<PlateauRun> plateaus = new ArrayList<>();
        for (JsonNode probe : json.required("probes")) {
            Validity outcome = PlateauJson.validity(probe);
            boolean late = outcome instanceof Validity.Void;
            PlateauRun plateau = PlateauJson.read(probe, arm, ONLY_STEP, late ? outcome : new Validity.Valid());
            plateaus.add(plateau);
            Probe made = new Probe(
                    plateau.load().rate(),
                    phase(probe),
                    probe.required("number").asInt());
            probes.add(new ProbeResult(made, outcome));
        }
        return new ArmCapacity(
                arm,
                rate(json.required("sustained")),
                rate(json.required("unsustained")),
                json.required("reason").asText(),
                probes,
                plateaus);
    }

    private static Probe.Phase phase(JsonNode probe) {
        String word = probe.required("phase").asText();
        return Stream.of(Probe.Phase.values())
                .filter(phase -> phase.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"phase\": \"%s\" is not known".formatted(word)));
    }

    private static OptionalDouble rate(JsonNode json) {
        return json.isNull() ? OptionalDouble.empty() : OptionalDouble.of(json.asDouble());
    }
}

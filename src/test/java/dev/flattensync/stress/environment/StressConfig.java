package dev.flattensync.stress.environment;

import com.typesafe.config.Config;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.capacity.CapacityPlan;
import dev.flattensync.stress.experiment.ExperimentPlan;
import dev.flattensync.stress.gate.GateSettings;
import dev.flattensync.stress.measure.Validity;
import dev.flattensync.stress.workload.EventMix;
import dev.flattensync.stress.workload.InjectionProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that a run is told, read and checked.
 *
 * @param seed decides data, operations and due moments
 * @param mapping how documents become tables
 * @param scale the number of made-up documents, then of elements in each array of depth 1, 2, ...
 * @param datasetFile real documents instead
 * @param origin where change events come from
 * @param arms what is compared
 * @param mix the weights of the kinds of change
 * @param profile when changes are due
 * @param capacity how the highest rate is searched for, by the simulation that does
 * @param experiment what the seed's experiment compares, by the simulation that does
 * @param limits what is demanded of a plateau
 * @param timeout when a change that is not visible has failed
 * @param probesPerSecond lookups beside the changes; 0 for none
 * @param postgres a given PostgreSQL; empty for an embedded one
 * @param syncClass the sync under test
 * @param syncSettings what is configured for it
 * @param gates what the run must meet
 * @param effective the whole configuration in force, secrets left out
 */
public record StressConfig(
        long seed,
        DocumentMapping mapping,
        List<Integer> scale,
        Optional<Path> datasetFile,
        ChangeOrigin origin,
        List<ArmName> arms,
        EventMix mix,
        InjectionProfile profile,
        CapacityPlan capacity,
        ExperimentPlan experiment,
        Validity.Limits limits,
        Duration timeout,
        double probesPerSecond,
        Optional<PostgresAddress> postgres,
        SyncClass syncClass,
        Config syncSettings,
        GateSettings gates,
        Config effective) {}

package dev.flattensync.stress.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.GarbageCollectorMXBean;
import java.util.List;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What this JVM and this machine say of themselves. */
class RigCountsTest {
    private static final int ENOUGH_READINGS = 100_000_000;

    /** As JDK 17 and 25 name them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "G1 Young Generation",
                "G1 Old Generation",
                "G1 Concurrent GC",
                "ZGC Pauses",
                "ZGC Minor Pauses",
                "ZGC Major Pauses",
                "Shenandoah Pauses",
                "PS Scavenge",
                "PS MarkSweep",
                "Copy",
                "MarkSweepCompact"
            })
    void pausesCount(String collector) {
        assertThat(GarbagePauses.read(List.of(new PlantedCollector(collector, 3, 40))))
                .hasValue(new GarbagePauses(3, 40));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZGC Cycles", "ZGC Minor Cycles", "ZGC Major Cycles", "Shenandoah Cycles"})
    void whatIsDoneBesideTheProgramDoesNotCount(String collector) {
        assertThat(GarbagePauses.read(
                        List.of(new PlantedCollector(collector, 3, 4000), new PlantedCollector("Pauses", 2, 7))))
                .hasValue(new GarbagePauses(2, 7));
    }

    @Test
    void pausesOfSeveralCollectorsAreAddedUp() {
        assertThat(GarbagePauses.read(
                        List.of(new PlantedCollector("young", 2, 10), new PlantedCollector("old", 1, 500))))
                .hasValue(new GarbagePauses(3, 510));
    }

    @Test
    void pausesThatACollectorDoesNotCountAreUnknown() {
        assertThat(GarbagePauses.read(
                        List.of(new PlantedCollector("counts", 2, 10), new PlantedCollector("does not", -1, -1))))
                .isEmpty();
    }

    @Test
    void aCollectionOfThisJvmCounts() {
        GarbagePauses start = RigCounts.read().pauses().orElseThrow();

        System.gc();

        assertThat(RigCounts.read().pauses().orElseThrow().since(start).count()).isPositive();
    }

    @Test
    void cpuOfABusyJvmGrows() {
        long start = RigCounts.read().cpuNanos().orElseThrow();
        long now = start;
        for (int i = 0; i < ENOUGH_READINGS && now == start; i++) {
            now = RigCounts.read().cpuNanos().orElseThrow();
        }

        assertThat(now).isGreaterThan(start);
    }

    @Test
    void stealIsAShareOfTheTimeOfAllCpus() {
        assertThat(new MachineCounts(5000, 300).stealShareSince(new MachineCounts(4000, 50)))
                .hasValue(0.25);
    }

    @Test
    void aShareOfNoTimeIsUnknown() {
        MachineCounts counts = new MachineCounts(5000, 300);

        assertThat(counts.stealShareSince(counts)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void linuxTellsTheTimeOfItsCpus() {
        MachineCounts counts = new Machine().read().orElseThrow();

        assertThat(counts.stolenMillis()).isBetween(0L, counts.totalMillis());
    }

    private record PlantedCollector(String name, long count, long millis) implements GarbageCollectorMXBean {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public long getCollectionCount() {
            return count;
        }

        @Override
        public long getCollectionTime() {
            return millis;
        }

        @Override
        public boolean isValid() {
            return true;
        }

        @Override
        public String[] getMemoryPoolNames() {
            return new String[0];
        }

        @Override
        public ObjectName getObjectName() {
            throw new UnsupportedOperationException("not asked for");
        }
    }
}

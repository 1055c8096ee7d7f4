package dev.flattensync.stress.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

    @Test
    void machineIsTheOneThatRunsThis() {
        Machine machine = Machine.read();

        assertThat(machine.osName()).isEqualTo(System.getProperty("os.name"));
        assertThat(machine.osVersion()).isEqualTo(System.getProperty("os.version"));
        assertThat(machine.osArch()).isEqualTo(System.getProperty("os.arch"));
        assertThat(machine.cores()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(machine.jdkVersion())
                .startsWith(String.valueOf(Runtime.version().feature()));
        assertThat(machine.jdkVendor()).isEqualTo(System.getProperty("java.vendor"));
        assertThat(machine.maxHeapBytes()).isEqualTo(Runtime.getRuntime().maxMemory());
        assertThat(machine.garbageCollector())
                .startsWith(
                        ManagementFactory.getGarbageCollectorMXBeans().get(0).getName());
        machine.memoryBytes()
                .ifPresent(bytes -> assertThat(bytes).isGreaterThan(64 << 20).isLessThan(1L << 50));
    }

    @Test
    void argumentsOfThisJvmAreThereWithoutItsPaths() {
        int given = ManagementFactory.getRuntimeMXBean().getInputArguments().size();

        assertThat(Machine.read().jvmArguments())
                .hasSize(given)
                .noneMatch(argument -> argument.contains(System.getProperty("user.dir")));
    }

    @Test
    void cpuIsNamedAfterTheFirstProcessor(@TempDir Path folder) throws IOException {
        assertThat(Machine.cpuModel(file(folder, """
                        processor\t: 0
                        model\t\t: 85
                        model name\t: Intel(R) Xeon(R) CPU @ 2.80GHz
                        processor\t: 1
                        model name\t: Another
                        """))).contains("Intel(R) Xeon(R) CPU @ 2.80GHz");
    }

    @Test
    void cpuWithoutNameHasNone(@TempDir Path folder) throws IOException {
        assertThat(Machine.cpuModel(file(folder, "processor\t: 0\nCPU implementer\t: 0x41\n")))
                .isEmpty();
        assertThat(Machine.cpuModel(file(folder, "model name\t: \n"))).isEmpty();
    }

    @Test
    void cpuHasNoNameWhereThereIsNoSuchFile(@TempDir Path folder) {
        assertThat(Machine.cpuModel(folder.resolve("cpuinfo"))).isEmpty();
        assertThat(Machine.cpuModel(folder)).as("a directory").isEmpty();
    }

    private static Path file(Path folder, String text) throws IOException {
        return Files.writeString(folder.resolve("cpuinfo"), text);
    }
}

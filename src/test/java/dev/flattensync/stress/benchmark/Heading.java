package dev.flattensync.stress.benchmark;

import dev.flattensync.stress.provenance.Machine;
import dev.flattensync.stress.provenance.PostgresSettings;
import dev.flattensync.stress.provenance.Provenance;
import dev.flattensync.stress.report.Lines;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a benchmark says first: what it does, and what its figures come from. */
final class Heading {
    /** What decides how much a commit and a checkpoint cost. */
    private static final List<String> SETTINGS =
            List.of("fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size");

    private Heading() {}

    /** Says it. */
    static void say(Output output, Provenance provenance, String what) {
        Machine machine = provenance.machine();
        output.line("%s", what);
        output.line(
                "  JDK         %s (%s), heap at most %s, %s",
                machine.jdkVersion(),
                machine.jdkVendor(),
                Lines.bytes(machine.maxHeapBytes()),
                machine.garbageCollector());
        output.line("  PostgreSQL  %s", postgres(provenance.postgres()));
        output.line(
                "  machine     %d cores, %s, memory %s, %s %s, load %s",
                machine.cores(),
                machine.cpuModel().orElse("CPU not known"),
                machine.memoryBytes().stream()
                        .mapToObj(Lines::bytes)
                        .findFirst()
                        .orElse("not known"),
                machine.osName(),
                machine.osArch(),
                machine.loadAverage().stream()
                        .mapToObj(load -> String.format(Locale.ROOT, "%.1f", load))
                        .findFirst()
                        .orElse("not known"));
        output.line("  commit      %s", provenance.source().shortened().orElse("not known"));
    }

    private static String postgres(PostgresSettings postgres) {
        return postgres.version()
                + SETTINGS.stream()
                        .filter(postgres.settings()::containsKey)
                        .map(name -> ", " + name + " " + postgres.settings().get(name))
                        .collect(Collectors.joining());
    }
}

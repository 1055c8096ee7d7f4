package dev.flattensync.stress.artifact;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import dev.flattensync.stress.provenance.Machine;
import dev.flattensync.stress.result.RunResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;

/**
 * Where figures come from, so that those of different machines or loads are not taken for one series. Not part of it is
 * what a series is there to judge: the commit, the versions of the JDK, the kernel and PostgreSQL.
 *
 * @param machine the digest of the system, the processors and the memory
 * @param load the digest of the simulation and its configuration, without gates, the seed and profiles not in force
 */
record SeriesOrigin(String machine, String load) {
    private static final List<String> NOT_THE_LOAD =
            List.of("gates", "seed", "schemas", "profile", "profiles", "mappings", "capacity", "experiment");

    private static final String SEARCH = "CapacitySimulation";
    private static final int DIGITS = 8;
    private static final double GIBIBYTE = 1L << 30;

    static SeriesOrigin of(RunResult.Setting setting) {
        Machine machine = setting.provenance().machine();
        return new SeriesOrigin(
                digest(List.of(
                        machine.osName(),
                        machine.osArch(),
                        Integer.toString(machine.cores()),
                        gibibytes(machine.memoryBytes()),
                        machine.cpuModel().orElse(""))),
                digest(List.of(
                        setting.simulation(),
                        Boolean.toString(setting.rigOnly()),
                        Boolean.toString(setting.embeddedPostgres()),
                        load(setting))));
    }

    /** Another kernel leaves a little more or less of the same memory. */
    private static String gibibytes(OptionalLong bytes) {
        return bytes.isPresent() ? String.valueOf(Math.round(bytes.getAsLong() / GIBIBYTE)) : "";
    }

    /** The first digits of the SHA-256 over some texts. */
    static String digest(List<String> texts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                sha256.update(text.getBytes(StandardCharsets.UTF_8));
                sha256.update((byte) 0);
            }
            return HexFormat.of().formatHex(sha256.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String load(RunResult.Setting setting) {
        Config load = setting.config();
        for (String key : NOT_THE_LOAD) {
            load = load.withoutPath(key);
        }
        return render(load.root())
                + inForce(setting.config(), "mapping", "mappings")
                + (setting.simulation().equals(SEARCH)
                        ? part(setting.config(), "capacity")
                        : inForce(setting.config(), "profile", "profiles"));
    }

    /** What is used of several by its name, whatever it is called. */
    private static String inForce(Config config, String key, String definitions) {
        return config.hasPath(key) ? part(config, ConfigUtil.joinPath(definitions, config.getString(key))) : "";
    }

    private static String part(Config config, String path) {
        return config.hasPath(path) ? render(config.getValue(path)) : "";
    }

    /** Its keys are sorted. */
    private static String render(ConfigValue value) {
        return value.render(ConfigRenderOptions.concise());
    }
}

package dev.flattensync.stress.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Short ways to configure a run in tests. */
final class ConfigFixture {

    private ConfigFixture() {}

    /** System properties: names and values in turn. */
    static Properties properties(String... namesAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return properties;
    }

    /** A configuration file of the user's own. */
    static String file(Path folder, String hocon) throws IOException {
        return Files.writeString(folder.resolve("my.conf"), hocon).toString();
    }

    /** The configuration that system properties give: names and values in turn. */
    static StressConfig read(String... namesAndValues) {
        return StressConfigReader.read(properties(namesAndValues));
    }
}

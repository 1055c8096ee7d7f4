package dev.flattensync.stress.browser;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Chromium or Chrome of this machine with the driver of its version. Nothing is ever downloaded.
 *
 * @param browser the program, or the script that starts it
 * @param driver its chromedriver
 */
record InstalledBrowser(Path browser, Path driver) {
    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
    private static final String DRIVER = "chromedriver";
    private static final Pattern MAJOR_VERSION = Pattern.compile("\\b(\\d+)\\.\\d+\\.\\d+");
    private static final long PATIENCE_SECONDS = 30;

    /** Where to look: the folders of PATH, then that of the driver on the machines of GitHub's CI. */
    static List<Path> folders(Map<String, String> environment) {
        return Stream.of(
                        environment.getOrDefault("PATH", "").split(File.pathSeparator),
                        new String[] {environment.getOrDefault("CHROMEWEBDRIVER", "")})
                .flatMap(Stream::of)
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .toList();
    }

    /**
     * The first browser in these folders of which there is a driver.
     *
     * @throws BrowserMissingException naming what to install, if there is none or only of other versions
     */
    static InstalledBrowser find(List<Path> folders) throws BrowserMissingException {
        List<Path> drivers = programs(folders, List.of(DRIVER));
        List<Path> browsers = programs(folders, BROWSERS);
        List<String> found = new ArrayList<>();
        for (Path driver : drivers) {
            Optional<String> version = majorVersion(driver);
            for (Path browser : browsers) {
                if (version.isPresent() && version.equals(majorVersion(browser))) {
                    return new InstalledBrowser(browser, driver);
                }
            }
        }
        drivers.forEach(driver -> found.add(driver.toString()));
        browsers.forEach(browser -> found.add(browser.toString()));
        throw new BrowserMissingException("""
                no browser to open pages in: a Chromium or Chrome and a chromedriver of its major version must be on \
                the PATH (Debian: apt-get install chromium chromium-driver), found %s""".formatted(found.isEmpty() ? "neither" : "no matching two of " + found));
    }

    private static List<Path> programs(List<Path> folders, List<String> names) {
        return names.stream()
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .map(Path::toAbsolutePath)
                .distinct()
                .toList();
    }

    /** As in "Chromium 156.0.8078.79 built on Debian" and "ChromeDriver 156.0.8078.79 (...)". */
    private static Optional<String> majorVersion(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            Matcher version =
                    MAJOR_VERSION.matcher(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return version.find() ? Optional.of(version.group(1)) : Optional.empty();
        } catch (IOException notAProgram) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}

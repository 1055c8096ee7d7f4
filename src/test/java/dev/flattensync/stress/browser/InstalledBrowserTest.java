package dev.flattensync.stress.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Which browser is taken, what happens without one, and what is left of one that has ended. */
@Timeout(120)
class InstalledBrowserTest {
    @TempDir
    private Path first;

    @TempDir
    private Path second;

    @BeforeEach
    void requireScripts() {
        assumeTrue(File.separatorChar == '/', "the planted programs are shell scripts");
    }

    @Test
    void browserOfTheDriversVersionIsTaken() throws Exception {
        program(first.resolve("chromium"), "Chromium 155.0.1.2 built on Debian GNU/Linux 12");
        Path chrome = program(second.resolve("google-chrome"), "Google Chrome 156.0.3.4");
        Path driver = program(second.resolve("chromedriver"), "ChromeDriver 156.0.5.6 (refs/branch-heads/1@{#2})");

        assertThat(InstalledBrowser.find(List.of(first, second))).isEqualTo(new InstalledBrowser(chrome, driver));
    }

    @Test
    void withoutABrowserTestsAreSkippedAndToldWhatToInstall() {
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> TestBrowser.installed(environment(""), Optional.empty()))
                .withMessageContaining("apt-get install chromium chromium-driver")
                .withMessageEndingWith("found neither");
    }

    @Test
    void withoutABrowserOfTheDriversVersionTestsAreSkippedAndToldWhatThereIs() throws IOException {
        Path browser = program(first.resolve("chromium"), "Chromium 155.0.1.2");
        Path driver = program(second.resolve("chromedriver"), "ChromeDriver 156.0.5.6");

        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> TestBrowser.installed(environment(""), Optional.empty()))
                .withMessageContaining(browser.toString())
                .withMessageContaining(driver.toString());
    }

    @Test
    void withoutABrowserTestsFailWhereOneIsRequired() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TestBrowser.installed(environment("required"), Optional.empty()))
                .withMessageContaining("apt-get install chromium chromium-driver");
        assertThatIllegalStateException()
                .isThrownBy(() -> TestBrowser.installed(environment(""), Optional.of("required")));
    }

    @Test
    void wishThatIsNotKnownIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TestBrowser.installed(environment("firefox"), Optional.empty()))
                .withMessageContaining("found \"firefox\"");
    }

    @Test
    void browserThatHasEndedLeavesNoProcessAndNoFile() throws IOException {
        InstalledBrowser installed = TestBrowser.installed(System.getenv(), Optional.empty());
        List<ProcessHandle> others = ProcessHandle.current().descendants().toList();
        Path page = Files.writeString(first.resolve("page.html"), "<title>Planted</title><p>Text.");
        List<Path> before = filesOfTheBuild();
        List<ProcessHandle> processes;

        try (Browser browser = Browser.start(installed)) {
            browser.inspect(page, second);
            processes = ProcessHandle.current()
                    .descendants()
                    .filter(process -> !others.contains(process))
                    .toList();
            assertThat(filesOfTheBuild()).hasSizeGreaterThan(before.size());
        }

        assertThat(processes).hasSizeGreaterThan(2).noneMatch(InstalledBrowserTest::runs);
        assertThat(filesOfTheBuild()).isEqualTo(before);
    }

    private Map<String, String> environment(String wish) {
        return Map.of("PATH", first + File.pathSeparator + second, "FLATTENSYNC_BROWSER", wish);
    }

    private static List<Path> filesOfTheBuild() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.sorted().toList();
        }
    }

    /** One that has ended and is not yet reaped counts as alive, but its command is no longer known. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static Path program(Path file, String version) throws IOException {
        Files.writeString(file, "#!/bin/sh\necho '" + version + "'\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}

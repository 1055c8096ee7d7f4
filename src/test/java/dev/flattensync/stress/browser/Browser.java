package dev.flattensync.stress.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.AddHasCdp;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.chromium.ChromiumDriverCommandExecutor;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.remote.http.ClientConfig;

/**
 * A headless browser that reaches no other machine. Its profile is a folder of its own below the project's
 * {@code target}, which goes with it, as do its processes, however the JVM ends.
 */
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final List<String> ARGUMENTS = List.of(
            "--headless=new",
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-domain-reliability",
            "--disable-extensions",
            "--disable-sync",
            "--disable-crash-reporter",
            // A container's /dev/shm is small, and then a page crashes.
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--no-default-browser-check",
            "--no-first-run");

    private final Path folder =
            Path.of("target", "browser-" + UUID.randomUUID()).toAbsolutePath();
    private final Thread hook = new Thread(this::stop, "stop the browser");
    private final ChromeDriverService service;
    private RemoteWebDriver driver;

    private Browser(InstalledBrowser installed) {
        service = new ChromeDriverService.Builder()
                .usingDriverExecutable(installed.driver().toFile())
                .usingAnyFreePort()
                .withSilent(true)
                // Else caches and certificates end up in the home of whoever runs the tests.
                .withEnvironment(Map.of(
                        "HOME", folder.toString(),
                        "XDG_CONFIG_HOME", folder.toString(),
                        "XDG_CACHE_HOME", folder.toString()))
                .build();
    }

    static Browser start(InstalledBrowser installed) {
        Browser browser = new Browser(installed);
        // Before it starts: Ctrl-C may come while it does, and then the hook waits for the start to stop it.
        Runtime.getRuntime().addShutdownHook(browser.hook);
        try {
            browser.startDriver(installed);
        } catch (IOException e) {
            browser.close();
            throw new UncheckedIOException("no folder for the browser's profile", e);
        } catch (RuntimeException e) {
            browser.close();
            throw e;
        }
        return browser;
    }

    /** Not by {@code ChromeDriver}, which needs Selenium Manager: that would download browsers and drivers. */
    private synchronized void startDriver(InstalledBrowser installed) throws IOException {
        Files.createDirectories(folder);
        driver = new RemoteWebDriver(
                new ChromiumDriverCommandExecutor(
                        service, new AddHasCdp().getAdditionalCommands(), ClientConfig.defaultConfig()),
                options(installed));
    }

    private ChromeOptions options(InstalledBrowser installed) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(installed.browser().toFile());
        options.addArguments(ARGUMENTS);
        options.addArguments("--user-data-dir=" + folder.resolve("profile"));
        if ("root".equals(System.getProperty("user.name"))) {
            // It refuses to start in its sandbox as root.
            options.addArguments("--no-sandbox");
        }
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.WARNING);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.setExperimentalOption("perfLoggingPrefs", Map.of("enableNetwork", true, "enablePage", false));
        return options;
    }

    /**
     * Opens a page on a wide screen and on a phone, in light and in dark, served under a policy that lets it load and
     * run nothing, and once more as a file; prints it as well. What is folded away ({@code details}) is unfolded first.
     *
     * @param page an HTML file in UTF-8
     * @param pictures the folder for what people look at, made if need be: a screenshot of each view, named
     *     {@code wide-light.png} and so on, and {@code print.pdf}
     */
    public PageFindings inspect(Path page, Path pictures) throws IOException {
        Files.createDirectories(pictures);
        return PageInspection.of(driver, page.toRealPath(), pictures);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // Then the hook does nothing that is not done already.
        }
        stop();
    }

    private synchronized void stop() {
        List<ProcessHandle> processes = processes();
        if (driver != null) {
            try {
                driver.quit();
            } catch (WebDriverException endedByItself) {
                // It may be stopping already; what counts is that it ends.
            }
            driver = null;
        }
        service.stop();
        processes.forEach(ProcessHandle::destroyForcibly);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!delete(folder) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** The driver, which is told its port, and all that it started. */
    private List<ProcessHandle> processes() {
        String port = "--port=" + service.getUrl().getPort();
        return ProcessHandle.current()
                .children()
                .filter(child ->
                        List.of(child.info().arguments().orElse(new String[0])).contains(port))
                .flatMap(child -> Stream.concat(Stream.of(child), child.descendants()))
                .toList();
    }

    /** Whether nothing is left. A browser that is still ending may write files while we delete. */
    private static boolean delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            return !Files.exists(directory);
        }
        return true;
    }
}

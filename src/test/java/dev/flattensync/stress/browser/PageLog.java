package dev.flattensync.stress.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.remote.RemoteWebDriver;

/** What the browser noted since it was last asked: of its console, and of the network. Of equal entries the first. */
final class PageLog {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RemoteWebDriver driver;
    private final Set<String> messages = new LinkedHashSet<>();
    private final Set<String> requests = new LinkedHashSet<>();

    PageLog(RemoteWebDriver driver) {
        this.driver = driver;
    }

    /** Forgets what other pages left. */
    void clear() {
        entries(LogType.BROWSER);
        entries(LogType.PERFORMANCE);
        messages.clear();
        requests.clear();
    }

    /**
     * Reads what is new.
     *
     * @param page the address that was opened
     * @param favicon what the browser asks for by itself: neither this nor what it says of it is the page's doing
     */
    void read(String page, String favicon) {
        entries(LogType.BROWSER).stream()
                .filter(message -> !message.contains(favicon))
                .forEach(messages::add);
        List<String> asked = entries(LogType.PERFORMANCE).stream()
                .map(PageLog::event)
                .filter(event -> event.path("method").asText().equals("Network.requestWillBeSent"))
                .map(event -> event.at("/params/request/url").asText())
                .toList();
        // What comes before is of the page that was there: the browser's own start page still loads as ours is opened.
        asked.stream()
                .skip(asked.indexOf(page) + 1L)
                .filter(address -> !address.equals(favicon) && !address.startsWith("data:"))
                .forEach(requests::add);
    }

    List<String> messages() {
        return List.copyOf(messages);
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    private List<String> entries(String log) {
        return driver.manage().logs().get(log).getAll().stream()
                .map(entry ->
                        log.equals(LogType.BROWSER) ? entry.getLevel() + " " + entry.getMessage() : entry.getMessage())
                .toList();
    }

    private static JsonNode event(String entry) {
        try {
            return JSON.readTree(entry).path("message");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the browser's log is not JSON: " + entry, e);
        }
    }
}

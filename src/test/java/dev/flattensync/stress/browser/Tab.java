package dev.flattensync.stress.browser;

import dev.flattensync.stress.browser.PageFindings.Chart;
import dev.flattensync.stress.browser.PageFindings.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.AddHasCdp;
import org.openqa.selenium.chromium.HasCdp;
import org.openqa.selenium.print.PrintOptions;
import org.openqa.selenium.remote.RemoteExecuteMethod;
import org.openqa.selenium.remote.RemoteWebDriver;

/**
 * The one tab of a browser, and what can be asked of the page in it. Our scripts run whatever the page's policy says.
 */
final class Tab {
    private static final List<String> IMPACTS = List.of("serious", "critical");
    private static final String AXE = script("/axe.min.js");
    private static final String ACCESSIBILITY = script("accessibility.js");
    private static final String CONTENTS = script("contents.js");
    private static final String OVERFLOW = script("overflow.js");
    private static final String UNFOLD = "document.querySelectorAll('details').forEach(details => details.open = true)";

    private final RemoteWebDriver driver;
    private final HasCdp devTools;

    Tab(RemoteWebDriver driver) {
        this.driver = driver;
        this.devTools = new AddHasCdp().getImplementation(driver.getCapabilities(), new RemoteExecuteMethod(driver));
    }

    /** Opens an address on such a screen, and unfolds what is folded away. */
    void open(String address, View view) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width", view.width(),
                        "height", view.height(),
                        "deviceScaleFactor", 1,
                        "mobile", view.phone()));
        emulate("", view.dark());
        driver.get(address);
        driver.executeScript(UNFOLD);
    }

    /** What axe-core calls serious or critical: impact, rule and element. */
    List<String> accessibility() {
        driver.executeScript(AXE);
        return texts(driver.executeAsyncScript(ACCESSIBILITY, IMPACTS));
    }

    /** What reaches beyond this width, in CSS pixels. */
    List<String> overflows(int width) {
        return texts(driver.executeScript(OVERFLOW, width));
    }

    Contents contents() {
        Map<?, ?> contents = (Map<?, ?>) driver.executeScript(CONTENTS);
        return new Contents(
                maps(contents.get("tables")).stream()
                        .map(table -> new Table((String) table.get("caption"), integer(table.get("rows"))))
                        .toList(),
                maps(contents.get("charts")).stream()
                        .map(chart -> new Chart(
                                (String) chart.get("role"),
                                ((WebElement) chart.get("element")).getAccessibleName(),
                                integer(chart.get("width")),
                                integer(chart.get("height"))))
                        .toList(),
                texts(contents.get("imagesWithoutAlt")));
    }

    /** A PNG of the whole page, not only of what fits the screen. */
    byte[] screenshot() {
        Map<?, ?> size = (Map<?, ?>) command("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
        Map<String, Object> whole =
                Map.of("x", 0, "y", 0, "width", size.get("width"), "height", size.get("height"), "scale", 1);
        return decoded(command("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", whole))
                .get("data"));
    }

    /** The page as a PDF of A4. */
    byte[] printed() {
        return decoded(driver.print(new PrintOptions()).getContent());
    }

    /** What there is to read where the page is printed. */
    String printedText() {
        emulate("print", false);
        return (String) driver.executeScript("return document.body.innerText.trim()");
    }

    private void emulate(String medium, boolean dark) {
        Map<String, String> colours = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        command("Emulation.setEmulatedMedia", Map.of("media", medium, "features", List.of(colours)));
    }

    private Map<String, Object> command(String name, Map<String, Object> parameters) {
        return devTools.executeCdpCommand(name, parameters);
    }

    private static String script(String name) {
        try (InputStream file = Tab.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("%s is not on the class path".formatted(name));
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("%s cannot be read".formatted(name), e);
        }
    }

    private static byte[] decoded(Object base64) {
        return Base64.getDecoder().decode((String) base64);
    }

    private static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(String.class::cast).toList();
    }

    private static List<? extends Map<?, ?>> maps(Object list) {
        return ((List<?>) list).stream().map(map -> (Map<?, ?>) map).toList();
    }

    private static int integer(Object number) {
        return ((Number) number).intValue();
    }

    /** What a page consists of, as {@link PageFindings} has it. */
    record Contents(List<Table> tables, List<Chart> charts, List<String> imagesWithoutAlt) {}
}

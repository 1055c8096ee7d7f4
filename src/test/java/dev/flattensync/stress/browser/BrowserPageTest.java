package dev.flattensync.stress.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.flattensync.stress.browser.PageFindings.Chart;
import dev.flattensync.stress.browser.PageFindings.Table;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Each way for a page to be wrong is found, and nothing in one that is right. */
@Timeout(120)
@ExtendWith(TestBrowser.class)
class BrowserPageTest {
    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Planted</title>
            <style>
              body { background: #fff; color: #111; margin: 1em }
              svg { max-width: 100%; height: auto }
              .scroll { overflow-x: auto }
              .wide { width: 600px }
              .heard { position: absolute; width: 1px; height: 1px; overflow: hidden; white-space: nowrap }
              @media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }
            </style>
            </head>
            <body><main><h1>Planted</h1>
            """;
    private static final String FOOT = "</main></body></html>";

    @TempDir
    private Path folder;

    @Test
    void pageThatIsRightHasNoFinding(Browser browser) throws IOException {
        PageFindings findings = inspect(browser, """
                <p>Text.</p>
                <table><caption>Latency by
                  kind</caption><tr><th scope="col">Kind</th></tr><tr><td>insert</td></tr></table>
                <svg role="img" viewBox="0 0 400 200" width="400" height="200"><title>A &lt; B</title><rect width="9" height="9"/></svg>
                <svg aria-hidden="true" width="5" height="5"></svg>
                <img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==">
                <div class="scroll" tabindex="0" role="region" aria-label="Wide"><div class="wide">To scroll.</div></div>
                <details><summary>More</summary><table><caption>Folded</caption><tr><th scope="col">Kind</th></tr></table>
                <svg role="img" aria-label="C" width="40" height="20"></svg></details>
                <pre class="scroll" tabindex="0">%1$s</pre>
                <p class="heard">%1$s</p>
                <p style="break-before: page">Second page.</p>
                """.formatted("For the ear only. ".repeat(9)));

        assertThat(findings.problems()).isEmpty();
        assertThat(findings.tables()).containsExactly(new Table("Latency by kind", 2), new Table("Folded", 1));
        assertThat(findings.charts())
                .containsExactly(new Chart("img", "A < B", 400, 200), new Chart("img", "C", 40, 20));
        assertThat(findings.printedPages()).isEqualTo(2);
        assertThat(findings.printedText()).contains("Text.");
    }

    @Test
    void scriptIsRefusedByThePolicyAndItsErrorIsFoundWhereThereIsNone(Browser browser) throws IOException {
        PageFindings findings = inspect(browser, "<p>Text.</p><script>throw new Error('planted')</script>");

        assertThat(findings.problems())
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("console: SEVERE http:") && problem.contains("script-src"))
                .anyMatch(problem ->
                        problem.startsWith("console: SEVERE file:") && problem.contains("Uncaught Error: planted"));
    }

    @Test
    void whatItWouldLoadIsARequestAndOnTheConsole(Browser browser) throws IOException {
        PageFindings findings = inspect(browser, """
                <link rel="stylesheet" href="style.css"><p>Text.</p><img alt="" src="http://images.example/a.png">
                """);

        assertThat(findings.requests())
                .hasSize(3)
                .contains("http://images.example/a.png")
                .anyMatch(request -> request.startsWith("http://127.0.0.1:") && request.endsWith("/style.css"))
                .anyMatch(request -> request.startsWith("file:") && request.endsWith("/style.css"));
        assertThat(findings.messages())
                .anyMatch(message -> message.contains("img-src"))
                .anyMatch(message -> message.contains("style-src"));
        assertThat(inspect(browser, "<p>The next page has none of it.</p>").problems())
                .isEmpty();
    }

    @Test
    void whatIsTooWideForAPhoneIsNamed(Browser browser) throws IOException {
        PageFindings findings = inspect(browser, """
                <div><div class="wide">Wide.</div></div>
                <table id="costs" class="wide"><caption>Costs</caption><tr><th scope="col">Kind</th></tr></table>
                <p>Text.</p><p style="font: 10px monospace">%s</p>
                """.formatted("long".repeat(40)));

        assertThat(findings.overflows())
                .hasSize(4)
                .startsWith("the document is %d pixels wide".formatted(widest(findings)))
                .contains("body > main > div > div reaches to pixel 616", "#costs reaches to pixel 616")
                .last(STRING)
                .startsWith("body > main > p:nth-of-type(2) reaches to pixel ");
        assertThat(findings.problems()).hasSize(4);
    }

    @Test
    void whatABoxCutsOffOnAPhoneIsNamedThoughNothingCanBeScrolled(Browser browser) throws IOException {
        assertThat(inspect(browser, "<p>Text.</p><div style='overflow: hidden'><div class='wide'>Cut.</div></div>")
                        .overflows())
                .containsExactly("body > main > div > div reaches to pixel 616");
    }

    @Test
    void pageWithoutAViewportIsTooWideForAPhone(Browser browser) throws IOException {
        assertThat(write(HEAD.replaceAll("<meta name=\"viewport\".*>", "") + "<p>Text.</p>" + FOOT))
                .satisfies(page -> assertThat(browser.inspect(page, folder).overflows())
                        .contains("the document is 980 pixels wide"));
    }

    @Test
    void contrastThatIsTooLowIsFoundInTheViewsWhereItIs(Browser browser) throws IOException {
        assertThat(inspect(browser, """
                        <style>@media (max-width: 500px) { #faint { color: #888 } }</style>
                        <p style="color: #222">Text.</p><p id="faint">Text.</p>
                        """).problems())
                .containsExactlyInAnyOrder(
                        "accessibility: wide-dark: serious color-contrast: p:nth-child(3)",
                        "accessibility: phone-dark: serious color-contrast: p:nth-child(3)",
                        "accessibility: phone-light: serious color-contrast: #faint");
    }

    @Test
    void chartsWithoutANameARoleOrASizeAreFound(Browser browser) throws IOException {
        PageFindings findings = inspect(browser, """
                <p>Text.</p>
                <svg role="img" width="9" height="9"></svg>
                <svg width="9" height="9"><title>T</title></svg>
                <svg role="img" aria-label="Empty" width="0" height="0"></svg>
                """);

        assertThat(findings.problems())
                .contains(
                        "chart 1 has no accessible name",
                        "chart 2 has role \"\", not \"img\"",
                        "chart 3 has no size: 0 x 0")
                .anyMatch(problem -> problem.startsWith("accessibility: wide-light: serious svg-img-alt: "));
    }

    @Test
    void tableWithoutACaptionIsFound(Browser browser) throws IOException {
        assertThat(inspect(browser, """
                        <table><caption>First</caption><tr><th scope="col">Kind</th></tr></table>
                        <table><tr><th scope="col">Kind</th></tr></table>
                        """).problems()).containsExactly("table 2 has no caption");
    }

    @Test
    void imageWithoutAltIsFound(Browser browser) throws IOException {
        assertThat(inspect(browser, "<p>Text.</p><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>")
                        .imagesWithoutAlt())
                .containsExactly("<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\">");
    }

    @Test
    void pageThatHidesItselfInPrintIsFound(Browser browser) throws IOException {
        assertThat(inspect(browser, "<style>@media print { main { display: none } }</style><p>Text.</p>")
                        .problems())
                .containsExactly("nothing to read in print, on 1 pages");
    }

    @Test
    void screenshotShowsTheWholePageInItsColours(Browser browser) throws IOException {
        inspect(browser, "<p style='height: 2000px'>Text.</p>");

        BufferedImage light = ImageIO.read(folder.resolve("wide-light.png").toFile());
        BufferedImage dark = ImageIO.read(folder.resolve("phone-dark.png").toFile());
        assertThat(light.getHeight()).isGreaterThan(2000);
        assertThat(light.getRGB(5, 1500)).isEqualTo(0xFFFFFFFF);
        assertThat(dark.getWidth()).isEqualTo(360);
        assertThat(dark.getRGB(5, 1500)).isEqualTo(0xFF111111);
        assertThat(folder.resolve("print.pdf")).isNotEmptyFile();
    }

    /** The document's width on a phone: as far as the pixel that is farthest out. */
    private static int widest(PageFindings findings) {
        return findings.overflows().stream()
                .filter(overflow -> overflow.contains(" reaches to pixel "))
                .mapToInt(overflow -> Integer.parseInt(overflow.substring(overflow.lastIndexOf(' ') + 1)))
                .max()
                .orElseThrow();
    }

    private PageFindings inspect(Browser browser, String main) throws IOException {
        return browser.inspect(write(HEAD + main + FOOT), folder);
    }

    private Path write(String html) throws IOException {
        return Files.writeString(folder.resolve("page.html"), html);
    }
}

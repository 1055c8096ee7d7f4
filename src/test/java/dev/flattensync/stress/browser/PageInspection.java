package dev.flattensync.stress.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openqa.selenium.remote.RemoteWebDriver;

/** One page looked at in every view; {@link Browser#inspect} says how. */
final class PageInspection {
    private static final View WIDE = new View("wide-light", 1280, 900, false, false);
    private static final View PHONE = new View("phone-light", 360, 740, true, false);
    private static final List<View> OTHERS =
            List.of(new View("wide-dark", 1280, 900, false, true), new View("phone-dark", 360, 740, true, true));
    /** Chromium's PDFs keep the objects of their pages uncompressed. */
    private static final Pattern PDF_PAGE = Pattern.compile("/Type\\s*/Page\\b");

    private final Path page;
    private final Path pictures;
    private final PageServer server;
    private final Tab tab;
    private final PageLog log;
    private final List<String> accessibility = new ArrayList<>();

    private PageInspection(RemoteWebDriver driver, Path page, Path pictures, PageServer server) {
        this.page = page;
        this.pictures = pictures;
        this.server = server;
        this.tab = new Tab(driver);
        this.log = new PageLog(driver);
    }

    static PageFindings of(RemoteWebDriver driver, Path page, Path pictures) throws IOException {
        try (PageServer server = PageServer.of(Files.readAllBytes(page))) {
            return new PageInspection(driver, page, pictures, server).findings();
        }
    }

    private PageFindings findings() throws IOException {
        log.clear();
        look(WIDE);
        Tab.Contents contents = tab.contents();
        look(PHONE);
        List<String> overflows = tab.overflows(PHONE.width());
        Tab.Contents onPhone = tab.contents();
        for (View other : OTHERS) {
            look(other);
        }
        // Without the policy, which kept it from running and loading anything.
        String file = page.toUri().toString();
        tab.open(file, WIDE);
        byte[] printed = tab.printed();
        Files.write(pictures.resolve("print.pdf"), printed);
        String printedText = tab.printedText();
        log.read(file, server.favicon().toString());
        return new PageFindings(
                log.messages(),
                log.requests(),
                accessibility,
                overflows,
                contents.imagesWithoutAlt(),
                contents.tables(),
                contents.charts(),
                onPhone.charts(),
                pages(printed),
                printedText);
    }

    private void look(View view) throws IOException {
        String address = server.page().toString();
        tab.open(address, view);
        tab.accessibility().forEach(violation -> accessibility.add(view.name() + ": " + violation));
        Files.write(pictures.resolve(view.name() + ".png"), tab.screenshot());
        log.read(address, server.favicon().toString());
    }

    private static int pages(byte[] pdf) {
        return (int) PDF_PAGE.matcher(new String(pdf, StandardCharsets.ISO_8859_1))
                .results()
                .count();
    }
}

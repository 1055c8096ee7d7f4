package dev.flattensync.stress.browser;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * Gives the tests of a class that ask for a {@link Browser} one for all of them, which ends with the class. On a
 * machine without one they are skipped, and the message says what to install; with {@code FLATTENSYNC_BROWSER=required}
 * in the environment, or {@code -Dflattensync.browser=required}, they fail.
 */
public final class TestBrowser implements BeforeAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(TestBrowser.class);
    private static final String VARIABLE = "FLATTENSYNC_BROWSER";
    private static final String PROPERTY = "flattensync.browser";
    private static final String REQUIRED = "required";

    /** Before the first test: what is thrown while a parameter is resolved fails the test, and can't skip it. */
    @Override
    public void beforeAll(ExtensionContext context) {
        InstalledBrowser installed = installed(System.getenv(), Optional.ofNullable(System.getProperty(PROPERTY)));
        context.getStore(NAMESPACE).computeIfAbsent(Browser.class, key -> Browser.start(installed), Browser.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE).get(Browser.class, Browser.class);
    }

    /**
     * The browser of a machine with this environment.
     *
     * @param property what the system property says, which goes before the environment
     * @throws TestAbortedException if there is none and none is required
     * @throws IllegalStateException if there is none and one is required, or what is asked for is not known
     */
    static InstalledBrowser installed(Map<String, String> environment, Optional<String> property) {
        Optional<String> wish = property.or(() -> Optional.ofNullable(environment.get(VARIABLE)))
                .filter(value -> !value.isBlank());
        if (wish.isPresent() && !wish.get().equals(REQUIRED)) {
            throw new IllegalStateException("%s or -D%s can be \"%s\" or not set, found \"%s\""
                    .formatted(VARIABLE, PROPERTY, REQUIRED, wish.get()));
        }
        try {
            return InstalledBrowser.find(InstalledBrowser.folders(environment));
        } catch (BrowserMissingException e) {
            if (wish.isPresent()) {
                throw new IllegalStateException(e.getMessage(), e);
            }
            throw new TestAbortedException(e.getMessage(), e);
        }
    }
}

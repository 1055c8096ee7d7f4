package dev.flattensync.stress.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pebbletemplates.pebble.error.PebbleException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static final String EXAMPLE = "dev/flattensync/stress/template/example.txt";

    @Test
    void rowsOfATableFollowEachOther() {
        String text = Template.of(EXAMPLE, Escaping.MARKDOWN).text(Map.of("values", List.of("x", "y")));

        assertThat(text).isEqualTo("| a |\n| x |\n| y |\n\n<p title=\"x\">\n");
    }

    @Test
    void valuesCannotBreakOutOfATableOrBecomeHtml() {
        String text = Template.of(EXAMPLE, Escaping.MARKDOWN)
                .text(Map.of("values", List.of("a|b\nc <script>alert(1)</script> &amp; **d** [e](f) `g`")));

        assertThat(text.lines().toList().get(1))
                .isEqualTo(
                        "| a\\|b c &lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; \\*\\*d\\*\\* \\[e\\](f) \\`g\\` |");
    }

    @Test
    void valuesCannotBreakOutOfAnAttributeOfHtml() {
        String text = Template.of(EXAMPLE, Escaping.HTML).text(Map.of("values", List.of("\"><script>'&")));

        assertThat(text).contains("<p title=\"&quot;&gt;&lt;script&gt;&#39;&amp;\">");
    }

    @Test
    void valueThatNobodyGaveIsAnError() {
        Template template = Template.of(EXAMPLE, Escaping.HTML);

        assertThatThrownBy(() -> template.text(Map.of()))
                .isInstanceOf(PebbleException.class)
                .hasMessageContaining("values");
    }

    @ParameterizedTest
    @CsvSource({"plain, plain", "_a_, \\_a\\_", "# a, \\# a", "~~a~~, \\~\\~a\\~\\~", "back\\slash, back\\\\slash"})
    void markdownIsShownAsItIs(String text, String escaped) {
        assertThat(Escaping.markdown(text)).isEqualTo(escaped);
    }

    @Test
    void charactersThatCannotBeSeenAreSpaces() {
        assertThat(Escaping.markdown("a\r\n\u202eb\u0000c\u2028d")).isEqualTo("a b c d");
    }
}

package dev.flattensync.stress.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabelTest {
    @Test
    void textThatFitsStaysAsItIs() {
        assertThat(Label.of("schema1#2 <b> é 漢字 \uD83D\uDE00", 30)).isEqualTo("schema1#2 <b> é 漢字 \uD83D\uDE00");
    }

    @Test
    void longTextEndsInDotsAndIsNotCutWithinACharacter() {
        assertThat(Label.of("abcdef", 4)).isEqualTo("abc…");
        assertThat(Label.of("abc def", 5)).isEqualTo("abc…");
        assertThat(Label.of("\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00", 4)).isEqualTo("\uD83D\uDE00…");
    }

    @Test
    void whatCanNotBeShownIsASpace() {
        assertThat(Label.of("a\u0000b\r\n\tc\u202Ed\uFFFFe\uD83D", 30)).isEqualTo("a b c d e");
        assertThat(Label.of("\u0000 \u2028", 30)).isEmpty();
    }

    @Test
    void textThatIsTooWideIsCutToItsPlace() {
        for (String letter : new String[] {"i", "x", "W", "漢", "\uD83D\uDE00"}) {
            String cut = Label.fitting(letter.repeat(500), 100);

            assertThat(Label.width(cut)).isBetween(80.0, 100.0);
            assertThat(cut).endsWith("…");
        }
    }
}

package dev.flattensync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PostgresTextTest {
    private static final String EMOJI = "\uD83D\uDE00";

    @Test
    void storableTextStaysItself() {
        String text = "line\nbreak, \u00e4, " + EMOJI + EMOJI + "\uFFFD\u0001";

        assertThat(PostgresText.storable(text)).isSameAs(text);
    }

    @Test
    void nulIsReplaced() {
        assertThat(PostgresText.storable("\0a\0")).isEqualTo("\uFFFDa\uFFFD");
    }

    @Test
    void halfASurrogatePairIsReplacedWhereverItStands() {
        assertThat(PostgresText.storable("a\uD83D")).isEqualTo("a\uFFFD");
        assertThat(PostgresText.storable("\uD83Da")).isEqualTo("\uFFFDa");
        assertThat(PostgresText.storable("\uDE00a")).isEqualTo("\uFFFDa");
        assertThat(PostgresText.storable("\uDE00\uD83D")).isEqualTo("\uFFFD\uFFFD");
    }

    @Test
    void wholePairNextToAHalfSurvives() {
        assertThat(PostgresText.storable("\uD83D" + EMOJI)).isEqualTo("\uFFFD" + EMOJI);
        assertThat(PostgresText.storable(EMOJI + "\uDE00")).isEqualTo(EMOJI + "\uFFFD");
    }
}

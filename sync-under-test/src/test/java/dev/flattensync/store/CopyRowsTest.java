package dev.flattensync.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyRowsTest {
    private final CopyRows rows = new CopyRows();

    @Test
    void valuesAndRowsAreSeparatedAndNullIsToldFromItsText() throws IOException {
        rows.value("");
        rows.endValue();
        rows.value(null);
        rows.endValue();
        rows.value("\\N");
        rows.endRow();
        rows.value("1");
        rows.endRow();

        assertThat(text()).isEqualTo("\t\\N\t\\\\N\n1\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "\u007f", "\u0080", "\u00e4", "\u20ac", "a\u20acb", "\uD83D\uDE00", "a\uD83D\uDE00"
            })
    void whatIsEscapedIsEscapedBeforeAndAfterEveryKindOfCharacter(String kind) throws IOException {
        rows.value("\\\n" + kind + "\r\t\\" + kind + "\n");

        assertThat(text()).isEqualTo("\\\\\\n" + kind + "\\r\\t\\\\" + kind + "\\n");
    }

    @Test
    void roomGrowsWithTheRowsAndIsUsedAgain() throws IOException {
        for (String kind : new String[] {"\\", "\u20ac", "a"}) {
            rows.clear();
            rows.value(kind.repeat(100_000));
            rows.endRow();

            assertThat(text()).isEqualTo((kind.equals("\\") ? "\\\\" : kind).repeat(100_000) + "\n");
        }
    }

    private String text() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        rows.writeTo(() -> bytes);
        assertThat(bytes.size()).isEqualTo(rows.getLength());
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

package dev.flattensync.stress.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1023, 1023 bytes",
        "1024, 1.0 KiB",
        "98304, 96.0 KiB",
        "655360, 640 KiB",
        "1048576, 1.0 MiB",
        "1610612736, 1.5 GiB",
        "1125899906842624, 1024 TiB"
    })
    void bytesHaveTheLargestUnitThatTheyFill(long bytes, String text) {
        assertThat(Lines.bytes(bytes)).isEqualTo(text);
    }

    @Test
    void columnIsAsWideAsItsLongestLabel() {
        assertThat(Lines.width(4, List.of("edit", "edit address"))).isEqualTo(12);
        assertThat(Lines.width(16, List.of("edit"))).isEqualTo(16);
    }
}

package dev.flattensync.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MongoServerTest {

    @ParameterizedTest
    @CsvSource({
        "5.0.30, false, false",
        "6.0.8,  false, false",
        "6.0.9,  true,  false",
        "6.1.0,  false, true",
        "7.0.0,  true,  true",
        "8.2.1,  true,  true",
        "10.0,   true,  true"
    })
    void versionTellsWhatTheServerCan(String version, boolean splits, boolean disambiguates) {
        List<Integer> numbers =
                Stream.of(version.split("\\.")).map(Integer::valueOf).toList();
        MongoServer server = new MongoServer(numbers);

        assertThat(server.splitsLargeEvents()).isEqualTo(splits);
        assertThat(server.disambiguatesPaths()).isEqualTo(disambiguates);
        assertThat(server.versionText()).isEqualTo(version);
    }
}

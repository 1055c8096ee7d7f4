package dev.flattensync.stress.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JvmArgumentsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xmx4g",
                "-XX:+UseZGC",
                "-XX:MaxGCPauseMillis=50",
                "-Xshare:auto",
                "-Xlog:gc*:stdout",
                "-verbose:gc",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Duser.timezone=Etc/UTC",
                "-Dstress.profile=smoke",
                "-Djava.security.manager=allow",
                "-Dflag"
            })
    void whatSaysNothingSecretIsShown(String argument) {
        assertThat(JvmArguments.shown(List.of(argument))).containsExactly(argument);
    }

    @ParameterizedTest
    @CsvSource({
        // By its name
        "-Dstress.postgres.password=hunter2, -Dstress.postgres.password=",
        "-Djavax.net.ssl.keyStorePassword=hunter2, -Djavax.net.ssl.keyStorePassword=",
        "-Dstress.postgres.url=hunter2, -Dstress.postgres.url=",
        "-Dstress.mongodb.uri=hunter2, -Dstress.mongodb.uri=",
        "-Dstress.sync.api-key.first=hunter2, -Dstress.sync.api-key.first=",
        "-DAPI_TOKEN=hunter2, -DAPI_TOKEN=",
        "-Dclient_secret_2=hunter2, -Dclient_secret_2=",
        // By its value
        "-Dstress.target=jdbc:postgresql:hunter2, -Dstress.target=",
        "-Dstress.target=mongodb://me:hunter2@host, -Dstress.target=",
        "-Dhttp.proxy=me:hunter2@proxy, -Dhttp.proxy=",
        "-Dstress.options=user=me;Password=hunter2, -Dstress.options=",
        "-Djava.io.tmpdir=/home/hunter2/target, -Djava.io.tmpdir=",
        "-Djava.io.tmpdir=C:\\Users\\hunter2, -Djava.io.tmpdir=",
        "-XX:HeapDumpPath=/home/hunter2, -XX:HeapDumpPath=",
        "-XX:OnError=curl https://hunter2@host, -XX:OnError=",
        "-Xloggc:/home/hunter2/gc.log, -Xloggc:",
        "-Xlog:gc:file=/home/hunter2/gc.log, -Xlog:",
        "-Xbootclasspath/a:/home/hunter2/a.jar, -Xbootclasspath/a:",
        // Agents
        "-javaagent:agent.jar=license=hunter2, -javaagent:",
        "-agentlib:jdwp=address=hunter2, -agentlib:",
        "-agentpath:/home/hunter2/agent.so, -agentpath:",
        // Without a name
        "-splash:/home/hunter2/picture.png, ''"
    })
    void valueThatMayBeSecretIsReplacedAndItsNameKept(String argument, String name) {
        assertThat(JvmArguments.shown(List.of(argument))).containsExactly(name + "(not shown)");
    }

    @Test
    void secretOfSeveralLinesIsReplacedWhole() {
        assertThat(JvmArguments.shown(List.of("-Dprivate.key=BEGIN\nhunter2\nEND")))
                .containsExactly("-Dprivate.key=(not shown)");
    }

    @Test
    void orderIsKept() {
        assertThat(JvmArguments.shown(List.of("-Xmx1g", "-Da.password=hunter2", "-Xmx2g")))
                .containsExactly("-Xmx1g", "-Da.password=(not shown)", "-Xmx2g");
    }
}

package dev.flattensync.stress.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
class ProvenanceTest {

    @Test
    void provenanceIsOfThisCodeThisMachineAndTheServerAtTheAddress(PostgresAddress postgres) throws SQLException {
        assertThat(Provenance.read(postgres))
                .isEqualTo(new Provenance(SourceVersion.read(), Machine.read(), PostgresSettings.read(postgres)));
    }

    @Test
    void serverThatCantBeReachedIsAnErrorWithoutThePassword() {
        PostgresAddress nowhere =
                new PostgresAddress("jdbc:postgresql://localhost:1/orders?password=hunter2", "postgres", "");

        assertThatThrownBy(() -> Provenance.read(nowhere))
                .isInstanceOf(SQLException.class)
                .hasMessageNotContaining("hunter2");
    }
}

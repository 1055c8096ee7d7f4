package dev.flattensync.stress.variant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.FlatSql;
import dev.flattensync.stress.workload.Blog;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForeignKeysTest {

    @Test
    void parentLinkRefersByTheParentsIdWhichItsOwnIndexesFind() {
        assertThat(statements("schema1", false))
                .containsExactly(
                        "alter table \"s\".\"posts\" add foreign key (\"u_id\") references \"s\".\"users\" (\"_id\") deferrable initially deferred",
                        "alter table \"s\".\"comments\" add foreign key (\"p_id\") references \"s\".\"posts\" (\"_id\") deferrable initially deferred");
    }

    @Test
    void ancestorChainRefersByAllIdsAndNeedsIndexesForIt() {
        assertThat(statements("schema2", true))
                .containsExactly(
                        "alter table \"s\".\"posts\" add foreign key (\"u_id\") references \"s\".\"users\" (\"_id\") on delete cascade deferrable initially deferred",
                        "create unique index on \"s\".\"posts\" (\"u_id\", \"_id\")",
                        "create index on \"s\".\"comments\" (\"u_id\", \"p_id\")",
                        "alter table \"s\".\"comments\" add foreign key (\"u_id\", \"p_id\") references \"s\".\"posts\" (\"u_id\", \"_id\") on delete cascade deferrable initially deferred");
    }

    @Test
    void rootLinkNeedsOnlyTheUniqueIndex() {
        assertThat(statements("schema3", false))
                .filteredOn(statement -> statement.startsWith("create"))
                .containsExactly("create unique index on \"s\".\"posts\" (\"u_id\", \"_id\")");
    }

    private static List<String> statements(String schema, boolean cascade) {
        FlatLayout layout =
                new FlatLayout(new Blog().mapping(), FlatSchema.named(schema).orElseThrow());
        return new ForeignKeys(layout, new FlatSql(layout, "s"), cascade).statements();
    }
}

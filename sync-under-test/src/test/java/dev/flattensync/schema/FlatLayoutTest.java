package dev.flattensync.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.TestMappings;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.FieldType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlatLayoutTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "schema1; users; _id,name",
                "schema1; posts; _id,title,body,u_id,u_index",
                "schema1; comments; _id,content,p_id,p_index",
                "schema1; replies; _id,words,c_id,c_index",
                "schema2; users; _id,name",
                "schema2; posts; _id,title,body,u_id,u_index",
                "schema2; comments; _id,content,u_id,u_index,p_id,p_index",
                "schema2; replies; _id,words,u_id,u_index,p_id,p_index,c_id,c_index",
                "schema3; users; _id,name",
                "schema3; posts; _id,title,body,u_id,u_index",
                "schema3; comments; _id,content,u_id,p_id,p_index",
                "schema3; replies; _id,words,u_id,c_id,c_index"
            })
    void tableHasItsIdItsFieldsAndTheLinksOfItsSchema(String schema, String table, String columns) {
        assertThat(table(schema, table).columns()).extracting(Column::name).containsExactly(columns.split(","));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "schema1; users; unique _id",
                "schema1; posts; unique _id | u_id,u_index",
                "schema1; comments; unique _id | p_id,p_index",
                "schema1; replies; c_id,c_index",
                "schema2; users; unique _id",
                "schema2; posts; u_id,u_index",
                "schema2; comments; u_id,u_index,p_index",
                "schema2; replies; u_id,u_index,p_index,c_index",
                "schema3; users; unique _id",
                "schema3; posts; u_id,u_index",
                "schema3; comments; u_id,p_id,p_index",
                "schema3; replies; u_id,c_id,c_index"
            })
    void tableIsIndexedByWhatItsRowsAreFoundBy(String schema, String table, String indexes) {
        assertThat(table(schema, table).indexes())
                .extracting(index -> (index.unique() ? "unique " : "") + String.join(",", index.columns()))
                .containsExactly(indexes.split(" \\| "));
    }

    @Test
    void innermostElementsOfTwoArraysDeepNeedNoUniqueIdInSchema1() {
        FlatLayout layout =
                new FlatLayout(TestMappings.users(), FlatSchema.named("schema1").orElseThrow());

        assertThat(layout.tables().get(2).indexes()).containsExactly(new Index(List.of("p_id", "p_index"), false));
    }

    @Test
    void idsAreTextPositionsAreIntegersAndFieldsHaveTheirOwnTypes() {
        DocumentMapping mapping = TestMappings.usersWithProfile();
        FlatLayout layout = new FlatLayout(mapping, FlatSchema.named("schema1").orElseThrow());

        assertThat(layout.table(mapping.root()).columns())
                .extracting(Column::type)
                .containsExactly(FieldType.TEXT, FieldType.TEXT, FieldType.INTEGER, FieldType.JSONB);
        assertThat(layout.tables().get(1).columns())
                .extracting(Column::type)
                .containsExactly(FieldType.TEXT, FieldType.TEXT, FieldType.INTEGER, FieldType.TEXT, FieldType.INTEGER);
    }

    @Test
    void tablesOfParentsComeFirst() {
        FlatLayout layout = new FlatLayout(
                TestMappings.usersWithReplies(), FlatSchema.named("schema3").orElseThrow());

        assertThat(layout.tables())
                .extracting(FlatTable::name)
                .containsExactly("users", "posts", "comments", "replies");
    }

    @Test
    void schemasAreFoundByTheirNames() {
        assertThat(FlatSchema.all()).extracting(FlatSchema::name).containsExactly("schema1", "schema2", "schema3");
        assertThat(FlatSchema.named("schema4")).isEmpty();
    }

    private static FlatTable table(String schema, String name) {
        FlatLayout layout = new FlatLayout(
                TestMappings.usersWithReplies(), FlatSchema.named(schema).orElseThrow());
        return layout.tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

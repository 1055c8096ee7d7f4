package dev.flattensync.flatten;

import static dev.flattensync.flatten.Trees.layout;
import static dev.flattensync.flatten.Trees.rows;
import static dev.flattensync.flatten.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.TestMappings;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.schema.FlatLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlatRowsTest {
    private static final List<Object> USER = List.of("u1", "Ann");
    private static final List<Object> POST_0 = List.of("p1", "T1", "B1", "u1", 0);
    private static final List<Object> POST_1 = List.of("p2", "T2", "B2", "u1", 1);

    private final DocumentMapping users = TestMappings.users();
    private final FlatElement user = tree(users, """
            {_id: 'u1', name: 'Ann', posts: [
              {_id: 'p1', title: 'T1', body: 'B1', comments: [{_id: 'c1', content: 'C1'}, {_id: 'c2', content: 'C2'}]},
              {_id: 'p2', title: 'T2', body: 'B2', comments: [{_id: 'c3', content: 'C3'}]}
            ]}
            """);

    @Test
    void schema1LinksEachRowToItsParent() {
        assertThat(rows(layout(users, "schema1"), user))
                .isEqualTo(Map.of(
                        "users", List.of(USER),
                        "posts", List.of(POST_0, POST_1),
                        "comments",
                                List.of(
                                        List.of("c1", "C1", "p1", 0),
                                        List.of("c2", "C2", "p1", 1),
                                        List.of("c3", "C3", "p2", 0))));
    }

    @Test
    void schema2LinksEachRowToAllItsAncestorsAndPositions() {
        assertThat(rows(layout(users, "schema2"), user))
                .isEqualTo(Map.of(
                        "users", List.of(USER),
                        "posts", List.of(POST_0, POST_1),
                        "comments",
                                List.of(
                                        List.of("c1", "C1", "u1", 0, "p1", 0),
                                        List.of("c2", "C2", "u1", 0, "p1", 1),
                                        List.of("c3", "C3", "u1", 1, "p2", 0))));
    }

    @Test
    void schema3LinksEachRowToItsParentAndTheDocument() {
        assertThat(rows(layout(users, "schema3"), user))
                .isEqualTo(Map.of(
                        "users", List.of(USER),
                        "posts", List.of(POST_0, POST_1),
                        "comments",
                                List.of(
                                        List.of("c1", "C1", "u1", "p1", 0),
                                        List.of("c2", "C2", "u1", "p1", 1),
                                        List.of("c3", "C3", "u1", "p2", 0))));
    }

    @Test
    void threeArraysDeepEachSchemaKeepsItsRule() {
        DocumentMapping mapping = TestMappings.usersWithReplies();
        FlatElement document = tree(mapping, """
                {_id: 'u1', posts: [null, {_id: 'p1', comments: [
                  null, null, {_id: 'c1', replies: [null, null, null, {_id: 'r1', words: 'W'}]}
                ]}]}
                """);

        assertThat(rows(layout(mapping, "schema1"), document).get("replies"))
                .containsExactly(List.of("r1", "W", "c1", 3));
        assertThat(rows(layout(mapping, "schema2"), document).get("replies"))
                .containsExactly(List.of("r1", "W", "u1", 1, "p1", 2, "c1", 3));
        assertThat(rows(layout(mapping, "schema3"), document).get("replies"))
                .containsExactly(List.of("r1", "W", "u1", "c1", 3));
    }

    @Test
    void rowOfAParentComesBeforeThoseOfItsChildren() {
        FlatLayout layout = layout(users, "schema1");
        List<Object> ids = new ArrayList<>();

        FlatRows.of(layout, user, (table, values) -> ids.add(values.get(0)));

        assertThat(ids).containsExactly("u1", "p1", "c1", "c2", "p2", "c3");
    }
}

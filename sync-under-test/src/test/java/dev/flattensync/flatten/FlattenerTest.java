package dev.flattensync.flatten;

import static dev.flattensync.flatten.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.flattensync.TestMappings;
import dev.flattensync.mapping.CanonicalJson;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlattenerTest {
    private final DocumentMapping users = TestMappings.users();
    private final ElementMapping post = TestMappings.element(users, "post");
    private final ElementMapping comment = TestMappings.element(users, "comment");

    @Test
    void documentBecomesATreeOfItsMappedParts() {
        FlatElement flattened = tree(users, """
                {_id: 'u1', name: 'Ann', age: 40, posts: [
                  {_id: 'p1', title: 'T1', body: 'B1', likes: 3, comments: [{_id: 'c1', content: 'C1'}, {_id: 'c2', content: 'C2'}]},
                  {_id: 'p2', title: 'T2', body: 'B2', comments: []}
                ]}
                """);

        FlatElement c1 = new FlatElement(comment, "c1", List.of("C1"), List.of(), null);
        FlatElement c2 = new FlatElement(comment, "c2", List.of("C2"), List.of(), null);
        FlatElement p1 = new FlatElement(post, "p1", List.of("T1", "B1"), List.of(array(Map.of(0, c1, 1, c2))), null);
        FlatElement p2 = new FlatElement(post, "p2", List.of("T2", "B2"), List.of(array(Map.of())), null);
        assertThat(flattened)
                .isEqualTo(new FlatElement(
                        users.root(), "u1", List.of("Ann"), List.of(array(Map.of(0, p1, 1, p2))), null));
        assertThat(flattened.rows()).isEqualTo(5);
    }

    @Test
    void nullElementLeavesItsPositionEmpty() {
        assertThat(tree(users, "{_id: 'u1', posts: [null, {_id: 'p1'}, null, {_id: 'p2'}]}")
                        .array(post))
                .containsOnlyKeys(1, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{_id: 'u1'}", "{_id: 'u1', posts: null}", "{_id: 'u1', posts: []}"})
    void missingNullAndEmptyArraysHaveNoElements(String json) {
        assertThat(tree(users, json).array(post)).isEmpty();
    }

    @Test
    void missingAndNullFieldsAreNull() {
        assertThat(tree(users, "{_id: 'u1', posts: [{_id: 'p1', title: null}]}")
                        .array(post)
                        .get(0)
                        .values())
                .containsExactly(null, null);
    }

    @Test
    void embeddedDocumentsAreSeenThrough() {
        DocumentMapping mapping = TestMappings.usersWithProfile();

        FlatElement flattened = tree(
                mapping,
                "{_id: 'u1', profile: {city: 'Ulm', age: 40.0, posts: [{_id: 'p1', meta: {views: 7}}]}, settings: {b: 1, a: [2]}}");

        assertThat(flattened.values()).containsExactly("Ulm", 40, new CanonicalJson("{\"a\":[2],\"b\":1}"));
        assertThat(flattened.array(TestMappings.element(mapping, "post")).get(0).values())
                .containsExactly(null, 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{_id: 'u1'}", "{_id: 'u1', profile: null}", "{_id: 'u1', profile: {}}"})
    void missingEmbeddedDocumentHasNothingInIt(String json) {
        DocumentMapping mapping = TestMappings.usersWithProfile();

        assertThat(tree(mapping, json)).isEqualTo(FlatElement.unread(mapping.root(), "u1"));
    }

    @Test
    void elementWithoutIdIsNamedByWhereItSits() {
        FlatElement flattened = tree(users, "{_id: 'u1', posts: [{}, {comments: [null, {}]}]}");

        assertThat(flattened.array(post).get(0).id()).isEqualTo("{\"$in\":\"u1\",\"at\":\"posts.0\"}");
        assertThat(flattened.array(post).get(1).array(comment).get(1).id())
                .isEqualTo("{\"$in\":\"{\\\"$in\\\":\\\"u1\\\",\\\"at\\\":\\\"posts.1\\\"}\",\"at\":\"comments.1\"}");
    }

    @Test
    void innermostElementsMayShareAnId() {
        assertThat(tree(users, "{_id: 'u1', posts: [{_id: 'p1', comments: [{_id: 'c1'}, {_id: 'c1'}]}]}")
                        .rows())
                .isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{name: 5}; name; a string; a 32-bit number",
                "{posts: 5}; posts; an array; a 32-bit number",
                "{posts: {'0': {}}}; posts; an array; a document",
                "{posts: ['x']}; posts.0; a document; a string",
                "{posts: [[]]}; posts.0; a document; an array",
                "{posts: [{_id: 'p1', title: true}]}; posts.0.title; a string; a boolean",
                "{posts: [null, {_id: 'p1', comments: [{_id: 'c0'}, {_id: 'c1', content: {}}]}]}; posts.1.comments.1.content; a string; a document",
                "{posts: [{_id: 'p1', comments: 'x'}]}; posts.0.comments; an array; a string",
                "{posts: [{_id: 'p1'}, {_id: 'p1'}]}; posts.1._id; an _id that no other post of the document has; a second \"p1\""
            })
    void violationTellsWhereWhatWasExpectedAndWhatWasFound(String json, String path, String expected, String found) {
        MappingViolationException violation = catchThrowableOfType(
                MappingViolationException.class, () -> tree(users, "{_id: 'u1', " + json.substring(1)));

        assertThat(violation.path()).isEqualTo(path);
        assertThat(violation.expected()).isEqualTo(expected);
        assertThat(violation.found()).isEqualTo(found);
        assertThat(violation).hasMessageContainingAll("document \"u1\"", "path \"" + path + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{_id: 'u1', profile: 'x'}; profile",
                "{_id: 'u1', profile: []}; profile",
                "{_id: 'u1', profile: {age: 1.5}}; profile.age",
                "{_id: 'u1', profile: {posts: 1}}; profile.posts",
                "{_id: 'u1', profile: {posts: [{meta: 1}]}}; profile.posts.0.meta",
                "{_id: 'u1', profile: {posts: [{meta: {views: 'x'}}]}}; profile.posts.0.meta.views"
            })
    void violationInAnEmbeddedDocumentHasItsFullPath(String json, String path) {
        MappingViolationException violation = catchThrowableOfType(
                MappingViolationException.class, () -> tree(TestMappings.usersWithProfile(), json));

        assertThat(violation.path()).isEqualTo(path);
    }

    @Test
    void parentsThatShareAnIdAcrossTheArraysOfADocumentAreRefused() {
        String json = """
                {_id: 'u1', posts: [
                  {_id: 'p1', comments: [{_id: 'c1', replies: [{_id: 'r1'}]}]},
                  {_id: 'p2', comments: [{_id: 'c1', replies: [{_id: 'r2'}]}]}
                ]}
                """;

        assertThatThrownBy(() -> tree(TestMappings.usersWithReplies(), json))
                .isInstanceOf(MappingViolationException.class);
    }

    @Test
    void documentWithoutIdIsRefused() {
        assertThatThrownBy(() -> tree(users, "{name: 'Ann'}"))
                .isInstanceOf(MappingViolationException.class)
                .hasMessageContaining("expected an _id, found nothing");
    }

    private static EmbeddedArray array(Map<Integer, FlatElement> elements) {
        return EmbeddedArray.of(new TreeMap<>(elements));
    }
}

package dev.flattensync.flatten;

import static dev.flattensync.flatten.Trees.removes;
import static dev.flattensync.flatten.Trees.sets;
import static dev.flattensync.flatten.Trees.tree;
import static dev.flattensync.flatten.Trees.truncates;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.mongodb.client.model.changestream.TruncatedArray;
import com.mongodb.client.model.changestream.UpdateDescription;
import dev.flattensync.TestMappings;
import dev.flattensync.change.UnsupportedChangeException;
import dev.flattensync.flatten.ElementChange.SetArray;
import dev.flattensync.flatten.ElementChange.SetElement;
import dev.flattensync.flatten.ElementChange.SetField;
import dev.flattensync.flatten.ElementChange.SetId;
import dev.flattensync.flatten.ElementChange.Truncate;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentPatchTest {
    private static final String BEFORE = """
            {_id: 'u1', name: 'Ann', posts: [
              {_id: 'p0', title: 'T0', comments: [{_id: 'c0', content: 'C0'}, {_id: 'c1', content: 'C1'}]},
              {_id: 'p1', title: 'T1', comments: [{_id: 'c2', content: 'C2'}]},
              {_id: 'p2', title: 'T2'}
            ]}
            """;

    private final DocumentMapping users = TestMappings.users();
    private final ElementMapping post = TestMappings.element(users, "post");
    private final ElementMapping comment = TestMappings.element(users, "comment");
    private final ElementAddress user = ElementAddress.root(users.root());

    @Test
    void pathThroughArraysSetsTheFieldOfThatElement() {
        assertThat(changes(sets("{name: 'Bob', 'posts.3.body': 'B', 'posts.3.comments.15.content': 'C'}")))
                .containsExactly(
                        new SetField(user, 0, "Bob"),
                        new SetField(user.element(post, 3), 1, "B"),
                        new SetField(user.element(post, 3).element(comment, 15), 0, "C"));
    }

    @Test
    void pathOfAPositionSetsTheElement() {
        assertThat(changes(sets("{'posts.5': {_id: 'p5'}, 'posts.1.comments.2': null}")))
                .containsExactly(
                        new SetElement(user.element(post, 5), BsonDocument.parse("{_id: 'p5'}")),
                        new SetElement(user.element(post, 1).element(comment, 2), BsonNull.VALUE));
    }

    @Test
    void pathOfAnArraySetsTheWholeArray() {
        assertThat(changes(sets("{'posts.1.comments': [], posts: null}")))
                .containsExactly(
                        new SetArray(user.element(post, 1), comment, new BsonArray()),
                        new SetArray(user, post, BsonNull.VALUE));
    }

    @Test
    void pathOfAnEmbeddedIdSetsTheId() {
        assertThat(changes(sets("{'posts.1._id': 'x'}")))
                .containsExactly(new SetId(user.element(post, 1), new BsonString("x")));
    }

    @Test
    void removedFieldIsSetToNothing() {
        assertThat(changes(removes("name", "posts.1.comments")))
                .containsExactly(new SetField(user, 0, null), new SetArray(user.element(post, 1), comment, null));
    }

    @Test
    void truncationsApplyBeforeRemovalsAndRemovalsBeforeSets() {
        UpdateDescription update = new UpdateDescription(
                List.of("posts.0.title"),
                BsonDocument.parse("{name: 'Bob'}"),
                List.of(new TruncatedArray("posts", 2), new TruncatedArray("posts.0.comments", 1)));

        assertThat(changes(update))
                .containsExactly(
                        new Truncate(user, post, 2),
                        new Truncate(user.element(post, 0), comment, 1),
                        new SetField(user.element(post, 0), 0, null),
                        new SetField(user, 0, "Bob"));
    }

    @Test
    void unmappedPathsLeaveNoStep() {
        UpdateDescription update = new UpdateDescription(
                List.of("age", "posts.0.tags", "posts.0.comments.1.likes"),
                BsonDocument.parse(
                        "{nickname: 'A', 'posts.0.tags.1': 'x', 'posts.2.meta.views': 5, 'postscript.0': 1}"),
                List.of(new TruncatedArray("friends", 1), new TruncatedArray("posts.0.tags", 0)));

        assertThat(changes(update)).isEmpty();
    }

    @Test
    void disambiguatedPathTellsADotInANameFromAStepDown() {
        DocumentMapping mapping = TestMappings.read("""
                collection = c, element = root, fields = [ { path = ["a.b"], type = text } ]
                arrays = [ { field = items, element = item, fields = [ { path = ["x.y", "0"], type = text } ] } ]
                """);
        BsonDocument updated = BsonDocument.parse("{'a.b': 'v', 'items.7.x.y.0': 'w'}");
        BsonDocument disambiguated = BsonDocument.parse("{'a.b': ['a.b'], 'items.7.x.y.0': ['items', 7, 'x.y', '0']}");
        ElementAddress root = ElementAddress.root(mapping.root());

        UpdateDescription update = new UpdateDescription(List.of(), updated, List.of(), disambiguated);
        assertThat(DocumentPatch.of(mapping, "d", update).changes())
                .containsExactly(
                        new SetField(root, 0, "v"),
                        new SetField(root.element(TestMappings.element(mapping, "item"), 7), 0, "w"));
    }

    @Test
    void pathThatMayHideAMappedNameWithADotIsRefused() {
        DocumentMapping mapping = TestMappings.read("""
                collection = c, element = root, fields = [ { path = ["a.b"], type = text } ]
                """);

        assertThatThrownBy(() -> DocumentPatch.of(mapping, "d", sets("{'a.b': 'v'}")))
                .isInstanceOf(UnsupportedChangeException.class)
                .hasMessageContaining("showExpandedEvents");
        assertThat(DocumentPatch.of(mapping, "d", sets("{'a.c': 'v', 'xa.b': 'v'}"))
                        .changes())
                .isEmpty();
    }

    @Test
    void embeddedDocumentSetsEveryMappedFieldAndArrayInIt() {
        DocumentMapping mapping = TestMappings.usersWithProfile();
        ElementAddress root = ElementAddress.root(mapping.root());
        ElementMapping inProfile = TestMappings.element(mapping, "post");

        UpdateDescription set = sets("{profile: {city: 'Ulm', posts: [{_id: 'p0'}], size: 3}}");
        assertThat(DocumentPatch.of(mapping, "u1", set).changes())
                .containsExactlyInAnyOrder(
                        new SetField(root, 0, "Ulm"),
                        new SetField(root, 1, null),
                        new SetArray(root, inProfile, BsonArray.parse("[{_id: 'p0'}]")));
        assertThat(DocumentPatch.of(mapping, "u1", removes("profile")).changes())
                .containsExactlyInAnyOrder(
                        new SetField(root, 0, null), new SetField(root, 1, null), new SetArray(root, inProfile, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'profile.age': 'x'}; profile.age",
                "{profile: {age: 'x'}}; profile.age",
                "{profile: 'x'}; profile",
                "{'profile.posts.3.title': 5}; profile.posts.3.title",
                "{'profile.posts.3.meta': 5}; profile.posts.3.meta",
                "{'profile.posts.first.title': 'x'}; profile.posts"
            })
    void violationOfASetHasItsFullPath(String updatedFields, String path) {
        MappingViolationException violation = catchThrowableOfType(
                MappingViolationException.class,
                () -> DocumentPatch.of(TestMappings.usersWithProfile(), "u1", sets(updatedFields)));

        assertThat(violation.path()).isEqualTo(path);
        assertThat(violation).hasMessageContaining("document \"u1\"");
    }

    @Test
    void violationInANewElementHasItsFullPath() {
        DocumentPatch patch = DocumentPatch.of(users, "u1", sets("{'posts.1.comments.1': {_id: 'c9', content: 5}}"));
        PartialDocument before = new PartialDocument(tree(users, BEFORE));

        MappingViolationException violation =
                catchThrowableOfType(MappingViolationException.class, () -> before.after(patch.changes()));

        assertThat(violation.path()).isEqualTo("posts.1.comments.1.content");
    }

    @Test
    void changeInsideAnIdIsRefused() {
        assertThatThrownBy(() -> DocumentPatch.of(users, "u1", sets("{'posts.0._id.part': 1}")))
                .isInstanceOf(UnsupportedChangeException.class);
    }

    @Test
    void changeInsideAScalarThatIsNoJsonDoesNotFit() {
        assertThatThrownBy(() -> DocumentPatch.of(users, "u1", sets("{'name.first': 'x'}")))
                .isInstanceOf(MappingViolationException.class)
                .hasMessageContaining("path \"name\": expected a string, found a change inside it");
    }

    @ParameterizedTest
    @MethodSource
    void changeInsideJsonGivesTheJsonOfTheChangedDocument(UpdateDescription update, String after) {
        DocumentMapping mapping = TestMappings.usersWithProfile();
        String before = "{_id: 'u1', settings: {list: [1, {a: {b: 2}}, 3], theme: 'light', '2': {x: null}}}";

        FlatElement patched = new PartialDocument(tree(mapping, before))
                .after(DocumentPatch.of(mapping, "u1", update).changes())
                .root();

        assertThat(patched).isEqualTo(tree(mapping, "{_id: 'u1', settings: " + after + "}"));
    }

    static Stream<Arguments> changeInsideJsonGivesTheJsonOfTheChangedDocument() {
        return Stream.of(
                Arguments.of(
                        sets("{'settings.theme': {dark: true}}"),
                        "{list: [1, {a: {b: 2}}, 3], theme: {dark: true}, '2': {x: null}}"),
                Arguments.of(
                        sets("{'settings.list.1.a.b': 5, 'settings.2.x': 'set'}"),
                        "{list: [1, {a: {b: 5}}, 3], theme: 'light', '2': {x: 'set'}}"),
                Arguments.of(
                        sets("{'settings.list.5': 'past the end'}"),
                        "{list: [1, {a: {b: 2}}, 3, null, null, 'past the end'], theme: 'light', '2': {x: null}}"),
                Arguments.of(removes("settings.list.1.a", "settings.theme"), "{list: [1, {}, 3], '2': {x: null}}"),
                Arguments.of(truncates("settings.list", 1), "{list: [1], theme: 'light', '2': {x: null}}"));
    }

    @ParameterizedTest
    @MethodSource
    void changeInsideJsonThatIsNotThereIsRefused(UpdateDescription update) {
        DocumentMapping mapping = TestMappings.usersWithProfile();
        PartialDocument before = new PartialDocument(tree(mapping, "{_id: 'u1', settings: {list: [1]}}"));

        assertThatThrownBy(() ->
                        before.after(DocumentPatch.of(mapping, "u1", update).changes()))
                .isInstanceOf(UnsupportedChangeException.class);
    }

    static Stream<UpdateDescription> changeInsideJsonThatIsNotThereIsRefused() {
        return Stream.of(
                sets("{'settings.none.x': 1}"),
                sets("{'settings.list.x': 1}"),
                removes("settings.list.0"),
                truncates("settings", 1),
                truncates("settings.list", 2));
    }

    @ParameterizedTest
    @MethodSource
    void patchedTreeIsTheTreeOfTheChangedDocument(UpdateDescription update, String after) {
        assertThat(patched(BEFORE, update)).isEqualTo(tree(users, after));
    }

    static Stream<Arguments> patchedTreeIsTheTreeOfTheChangedDocument() {
        String p0 = "{_id: 'p0', title: 'T0', comments: [{_id: 'c0', content: 'C0'}, {_id: 'c1', content: 'C1'}]}";
        String p1 = "{_id: 'p1', title: 'T1', comments: [{_id: 'c2', content: 'C2'}]}";
        String p2 = "{_id: 'p2', title: 'T2'}";
        return Stream.of(
                arguments(
                        sets("{'posts.1.title': 'new'}"),
                        user(p0, "{_id: 'p1', title: 'new', comments: [{_id: 'c2', content: 'C2'}]}", p2)),
                arguments(sets("{'posts.3': {_id: 'p3'}}"), user(p0, p1, p2, "{_id: 'p3'}")),
                arguments(sets("{'posts.5': {_id: 'p3'}}"), user(p0, p1, p2, "null", "null", "{_id: 'p3'}")),
                arguments(sets("{'posts.1': null}"), user(p0, "null", p2)),
                arguments(sets("{'posts.1': {_id: 'x', body: 'B'}}"), user(p0, "{_id: 'x', body: 'B'}", p2)),
                arguments(sets("{posts: [" + p1 + ", " + p2 + "]}"), user(p1, p2)),
                arguments(
                        sets("{'posts.0.comments': [{_id: 'c1', content: 'C1'}]}"),
                        user("{_id: 'p0', title: 'T0', comments: [{_id: 'c1', content: 'C1'}]}", p1, p2)),
                arguments(truncates("posts", 1), user(p0)),
                arguments(
                        truncates("posts.0.comments", 1),
                        user("{_id: 'p0', title: 'T0', comments: [{_id: 'c0', content: 'C0'}]}", p1, p2)),
                arguments(
                        removes("posts.0.comments", "posts.2.title"),
                        user("{_id: 'p0', title: 'T0'}", p1, "{_id: 'p2'}")),
                arguments(removes("posts"), user()),
                arguments(
                        new UpdateDescription(
                                List.of("posts.0.comments"),
                                BsonDocument.parse("{'posts.0._id': 'p2', 'posts.0.title': 'T2'}"),
                                List.of(new TruncatedArray("posts", 1))),
                        user(p2)));
    }

    @Test
    void elementThatLosesItsIdIsNamedByWhereItSits() {
        assertThat(patched(BEFORE, removes("posts.2._id"))).isEqualTo(tree(users, BEFORE.replace("_id: 'p2', ", "")));
    }

    @Test
    void elementsWithoutIdFollowTheNewIdOfTheirParent() {
        String before = "{_id: 'u1', posts: [{_id: 'p0', comments: [{content: 'C0'}]}]}";

        assertThat(patched(before, sets("{'posts.0._id': 'p9'}"))).isEqualTo(tree(users, before.replace("p0", "p9")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'posts.3.title': 'T'}", "{'posts.1.comments.1.content': 'C'}", "{'posts.3.comments': []}"})
    void changeOfAnElementThatIsNotThereIsOutOfStep(String updatedFields) {
        assertThatThrownBy(() -> patched(BEFORE, sets(updatedFields)))
                .isInstanceOf(OutOfStepException.class)
                .hasMessageContaining("document \"u1\"");
    }

    private static String user(String... posts) {
        return "{_id: 'u1', name: 'Ann', posts: [" + String.join(", ", posts) + "]}";
    }

    private List<ElementChange> changes(UpdateDescription update) {
        return DocumentPatch.of(users, "u1", update).changes();
    }

    private FlatElement patched(String before, UpdateDescription update) {
        return new PartialDocument(tree(users, before)).after(changes(update)).root();
    }
}

package dev.flattensync.stress.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.flatten.CanonicalId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateElementsTest {
    private static final int MANY = 100;

    private final Blog blog = new Blog();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'abc'",
                "7",
                "{$numberLong: '7'}",
                "7.0",
                "{$numberDecimal: '7'}",
                "{$oid: '5f0000000000000000000007'}"
            })
    void freshIdHasTheTypeOfTheRealOnes(String id) {
        BsonValue real = id(id);

        assertThat(freshIds(List.of("{_id: " + id + "}"))
                        .next(blog.mapping().root(), real)
                        .getBsonType())
                .isEqualTo(real.getBsonType());
    }

    @Test
    void freshIdIsAStringWhereTheTypeCannotBeCountedUp() {
        BsonValue real = id("{$date: '2026-01-01T00:00:00Z'}");

        assertThat(freshIds(List.of()).next(blog.mapping().root(), real).getBsonType())
                .isEqualTo(BsonType.STRING);
    }

    @Test
    void freshIdIsNeverOneThatIsTaken() {
        FreshIds ids = freshIds(List.of("{_id: 1}", "{_id: {$numberLong: '2'}}", "{_id: 3.0}", "{_id: 5}"));

        assertThat(Stream.generate(() -> CanonicalId.of(ids.next(blog.mapping().root(), id("1"))))
                        .limit(MANY))
                .doesNotHaveDuplicates()
                .doesNotContain(
                        CanonicalId.of(id("1")),
                        CanonicalId.of(id("2")),
                        CanonicalId.of(id("3")),
                        CanonicalId.of(id("5")));
    }

    @Test
    void freshIdIsNeverThatOfAnEmbeddedElement() {
        FreshIds ids = freshIds(List.of("{_id: 9, posts: [null, {_id: 'new-1', comments: [{_id: 'new-2'}]}]}"));

        assertThat(ids.next(blog.element("post"), new BsonString("p"))).isEqualTo(new BsonString("new-2"));
    }

    /** An ObjectId that the driver makes up holds five random bytes, which would differ from run to run. */
    @Test
    void freshObjectIdIsTheSameInEveryRun() {
        String randomOfThisProcess = new ObjectId().toHexString().substring(8, 18);
        BsonValue fresh = freshIds(List.of()).next(blog.mapping().root(), id("{$oid: '5f0000000000000000000007'}"));

        assertThat(fresh.asObjectId().getValue().toHexString())
                .startsWith("5f000000")
                .doesNotContain(randomOfThisProcess);
    }

    @Test
    void newElementIsACopyOfARealOneUnderAnotherId() {
        String document =
                "{_id: '1', posts: [{_id: 'p1', title: 't', extra: [1, {a: 2}], comments: [{_id: 'c1', content: 'x'}]}]}";

        BsonDocument copy = elements(document).next(blog.element("post"), 1);

        assertThat(copy)
                .isEqualTo(BsonDocument.parse(
                        "{_id: 'new-1', title: 't', extra: [1, {a: 2}], comments: [{_id: 'new-1', content: 'x'}]}"));
    }

    @Test
    void newElementEmbedsLessIfItIsToBeLessFull() {
        BsonDocument copy = elements(
                        "{_id: '1', posts: [{_id: 'p1', comments: [{_id: 'c1'}, {_id: 'c2'}, {_id: 'c3'}, {_id: 'c4'}]}]}")
                .next(blog.element("post"), 0.5);

        assertThat(copy.getArray("comments")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{_id: '1', posts: null}", "{_id: '1', posts: [null]}", "{_id: '1', name: 'a'}"})
    void newElementKeepsNullsHolesAndGaps(String document) {
        BsonDocument expected = BsonDocument.parse(document).append("_id", new BsonString("new-1"));

        assertThat(elements(document).next(blog.mapping().root(), 1)).isEqualTo(expected);
    }

    @Test
    void copyOfAnElementWithoutIdHasNone() {
        assertThat(elements("{_id: '1', posts: [{title: 't'}]}").next(blog.element("post"), 1))
                .isEqualTo(BsonDocument.parse("{title: 't'}"));
    }

    @Test
    void realDocumentIsNotChangedByItsCopies() {
        BsonDocument real = BsonDocument.parse("{_id: '1', posts: [{_id: 'p1', comments: [{_id: 'c1'}]}]}");
        BsonDocument before = real.clone();

        elements(real).next(blog.mapping().root(), 1);

        assertThat(real).isEqualTo(before);
    }

    @Test
    void elementOfWhichThereIsNoneIsMadeUp() {
        assertThat(elements("{_id: '1'}").next(blog.element("post"), 1))
                .containsKeys("_id", "title", "body", "comments");
    }

    private FreshIds freshIds(List<String> documents) {
        return new FreshIds(
                blog.mapping().root(),
                documents.stream().map(BsonDocument::parse).toList());
    }

    private TemplateElements elements(String document) {
        return elements(BsonDocument.parse(document));
    }

    private TemplateElements elements(BsonDocument document) {
        ElementSource synthetic =
                new SyntheticElements(new Vocabulary(1), List.of(1, 2, 2), new SplittableRandom(1), "new-");
        return new TemplateElements(blog.mapping().root(), List.of(document), synthetic, new SplittableRandom(1));
    }

    private static BsonValue id(String json) {
        return BsonDocument.parse("{_id: " + json + "}").get("_id");
    }
}

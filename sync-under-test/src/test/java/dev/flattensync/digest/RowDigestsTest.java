package dev.flattensync.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.TestMappings;
import dev.flattensync.flatten.ElementAddress;
import dev.flattensync.flatten.EmbeddedArray;
import dev.flattensync.flatten.FlatElement;
import dev.flattensync.flatten.Flattener;
import dev.flattensync.flatten.Region;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowDigestsTest {
    private static final String TWO = "{_id: 'c0', content: 'a'}, {_id: 'c1', content: 'b'}";
    private static final String THREE = TWO + ", {_id: 'c2', content: 'c'}";
    private static final String OTHER = "{_id: 'd0', content: 'd'}";
    /**
     * Of a document with an array of two comments: an id and a field of each, one for the array, one for the document.
     */
    private static final int SIZE_OF_TWO = 6;

    private final DocumentMapping users = TestMappings.users();
    private final ElementMapping post = TestMappings.element(users, "post");
    private final ElementMapping comment = TestMappings.element(users, "comment");
    private final RowDigests digests = new RowDigests(1_000);

    @Test
    void arrayThatWasPutIsKnownAtItsPositionAndInItsParentOnly() {
        digests.put(user("u1", post("p0", TWO), post("p1", OTHER)));
        EmbeddedArray same = comments(user("u1", post("p0", TWO)), 0);

        assertThat(stored("u1", 0, "p0", same)).isSameAs(same);
        assertThat(stored("u1", 1, "p0", same)).isNull();
        assertThat(stored("u1", 0, "p1", same)).isNull();
        assertThat(stored("u1", 1, "p1", same)).isNull();
        assertThat(stored("u2", 0, "p0", same)).isNull();
    }

    @Test
    void arrayAsTheRowsHoldItIsRecognisedWithoutMakingItsElements() {
        digests.put(user("u1", post("p0", TWO), post("p1", OTHER)));

        EmbeddedArray recognised = recognised("u1", "p0", TWO);

        assertThat(recognised.size()).isEqualTo(2);
        assertThat(stored("u1", 0, "p0", recognised)).isSameAs(recognised);
        assertThat(stored("u1", 0, "p1", recognised)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{_id: 'c0', content: 'a'}",
                THREE,
                "{_id: 'c1', content: 'b'}, {_id: 'c0', content: 'a'}",
                "{_id: 'c0', content: 'a'}, {_id: 'c1', content: 'B'}",
                "{_id: 'c0', content: 'a'}, {_id: 'c2', content: 'b'}",
                "{_id: 'c0', content: 'a'}, {_id: 'c1'}",
                "{_id: 'c0', content: 'a'}, {content: 'b'}",
                "{_id: 'c0', content: 'a'}, null",
                "{_id: 'c0', content: 'a'}, {_id: 'c1', content: 1}",
                "{_id: 'c0', content: 'a'}, 'b'",
                TWO + ", 1",
                ""
            })
    void arrayThatDiffersFromTheRowsIsNotRecognised(String comments) {
        digests.put(user("u1", post("p0", TWO)));

        assertThat(recognised("u1", "p0", comments)).isNull();
    }

    @Test
    void holesAtTheEndDoNotKeepAnArrayFromBeingRecognised() {
        digests.put(user("u1", post("p0", TWO + ", null, null")));

        assertThat(recognised("u1", "p0", TWO).size()).isEqualTo(2);
        assertThat(recognised("u1", "p0", "null, " + TWO)).isNull();
    }

    @Test
    void arrayOfAnotherDocumentOrParentIsNotRecognised() {
        digests.put(user("u1", post("p0", TWO)));

        assertThat(recognised("u2", "p0", TWO)).isNull();
        assertThat(recognised("u1", "p1", TWO)).isNull();
    }

    @Test
    void objectIdsAndNumbersAreRecognisedByTheirCanonicalText() {
        String comments = "{_id: {$oid: '507f1f77bcf86cd799439011'}, content: 'Grüße, 名前 \uD83D\uDE00'}, {_id: 33}";
        digests.put(user("u1", post("p0", comments)));

        assertThat(recognised("u1", "p0", comments).size()).isEqualTo(2);
        assertThat(recognised("u1", "p0", comments.replace("33", "33.0")).size())
                .isEqualTo(2);
        assertThat(recognised("u1", "p0", comments.replace("9011", "9012"))).isNull();
    }

    /** Java writes such a text to bytes as if it held a question mark. */
    @Test
    void textWithHalfASurrogatePairIsNotTakenForWhatItsBytesSay() {
        digests.put(user("u1", post("p0", "{_id: 'c0', content: 'a?'}")));

        BsonArray half = array("{_id: 'c0', content: 'x'}");
        half.get(0).asDocument().put("content", new BsonString("a\uD83D"));

        assertThat(digests.of("u1").recognised(comment, "p0", half, RowDigestsTest::unasked))
                .isNull();
    }

    @Test
    void arrayIsRecognisedAsItBecame() {
        digests.put(user("u1", post("p0", TWO)));
        digests.set("u1", address(0, 1), Map.of(0, "new"));

        assertThat(recognised("u1", "p0", TWO)).isNull();
        assertThat(recognised("u1", "p0", TWO.replace("'b'", "'new'"))).isNotNull();

        digests.put(user("u1", post("p0", THREE)), List.of(Region.element(address(0, 2))));

        assertThat(recognised("u1", "p0", THREE.replace("'b'", "'new'"))).isNotNull();
    }

    private EmbeddedArray recognised(String documentId, String parentId, String comments) {
        return digests.of(documentId).recognised(comment, parentId, array(comments), RowDigestsTest::unasked);
    }

    private static BsonArray array(String comments) {
        return BsonDocument.parse("{comments: [" + comments + "]}").getArray("comments");
    }

    private static NavigableMap<Integer, FlatElement> unasked() {
        throw new AssertionError("nobody needs the elements");
    }

    @Test
    void fieldThatWasSetIsKnownWithItsNewValueOnly() {
        digests.put(user("u1", post("p0", TWO)));
        EmbeddedArray old = comments(user("u1", post("p0", TWO)), 0);
        EmbeddedArray edited = comments(user("u1", post("p0", TWO.replace("'b'", "'new'"))), 0);

        digests.set("u1", address(0, 1), Map.of(0, "new"));

        EmbeddedArray stored = stored("u1", 0, "p0", old);
        assertThat(stored.elements().get(0)).isSameAs(old.elements().get(0));
        assertThat(stored.elements().get(1)).isEqualTo(old.elements().get(1).withUnknown(0));
        assertThat(stored.elements().get(1).values()).containsExactly(FlatElement.UNKNOWN);
        assertThat(stored("u1", 0, "p0", edited)).isSameAs(edited);
    }

    @Test
    void setOfAnElementThatIsNotKnownForgetsItsArray() {
        FlatElement user = user("u1", post("p0", TWO), post("p1", OTHER));
        digests.put(user);

        digests.set("u1", address(0, 2), Map.of(0, "new"));

        assertThat(stored("u1", 0, "p0", comments(user, 0))).isNull();
        assertKnown(user, 1, "p1");
    }

    @Test
    void setOfWhatEmbedsTheArrayKeepsItKnown() {
        FlatElement user = user("u1", post("p0", TWO));
        digests.put(user);

        digests.set("u1", ElementAddress.root(users.root()), Map.of(0, "new"));
        digests.set("u1", postAddress(0), Map.of(0, "new"));
        digests.set("nobody", address(0, 0), Map.of(0, "new"));

        assertKnown(user, 0, "p0");
    }

    @Test
    void pushByItsRegionKeepsTheRestAsItWasKnown() {
        digests.put(user("u1", post("p0", TWO), post("p1", OTHER)));
        // What is not in the region is not looked at: it may not be what the rows hold.
        FlatElement pushed = user("u1", post("p0", THREE.replace("'a'", "'not read'")), post("p1", TWO));

        digests.put(pushed, List.of(Region.element(address(0, 2))));

        FlatElement now = user("u1", post("p0", THREE), post("p1", OTHER));
        assertKnown(now, 0, "p0");
        assertKnown(now, 1, "p1");
    }

    @Test
    void manyPushesOneByOneAreKnown() {
        StringBuilder comments = new StringBuilder("{_id: 'c0', content: '0'}");
        digests.put(user("u1", post("p0", comments.toString())));
        for (int position = 1; position < 50; position++) {
            comments.append(", {_id: 'c%1$d', content: '%1$d'}".formatted(position));
            FlatElement pushed = user("u1", post("p0", comments.toString()));

            digests.put(pushed, List.of(Region.element(address(0, position))));

            assertKnown(pushed, 0, "p0");
        }
    }

    @Test
    void newElementAtTheEndIsLeftOutOfWhatIsStored() {
        digests.put(user("u1", post("p0", TWO)));
        EmbeddedArray pushed = comments(user("u1", post("p0", THREE)), 0);

        assertThat(stored("u1", 0, "p0", pushed))
                .isEqualTo(EmbeddedArray.of(pushed.elements().headMap(2, false)));
    }

    @Test
    void otherIdsOrFewerElementsThanTheRowsHoldAreNotTold() {
        digests.put(user("u1", post("p0", THREE)));

        assertNotTold(THREE.replace("c1", "other"));
        assertNotTold(TWO);
        assertNotTold("");
        assertNotTold(TWO + ", null, {_id: 'c2', content: 'c'}");
    }

    @Test
    void holeIsKnownAndWhatFillsItIsLeftOut() {
        FlatElement user = user("u1", post("p0", THREE.replace("{_id: 'c1', content: 'b'}", "null")));
        digests.put(user);
        EmbeddedArray filled = comments(user("u1", post("p0", THREE)), 0);

        assertKnown(user, 0, "p0");
        assertThat(stored("u1", 0, "p0", filled)).isEqualTo(comments(user, 0));
        assertThat(comments(user, 0).elements()).containsOnlyKeys(0, 2);
    }

    @Test
    void elementThatBecameAHoleIsGone() {
        digests.put(user("u1", post("p0", THREE)));
        FlatElement holed = user("u1", post("p0", THREE.replace("{_id: 'c1', content: 'b'}", "null")));

        digests.put(holed, List.of(Region.element(address(0, 1))));

        assertKnown(holed, 0, "p0");
    }

    @Test
    void nullIsAValueLikeOthers() {
        FlatElement user = user("u1", post("p0", "{_id: 'c0'}"));
        digests.put(user);
        FlatElement set = user("u1", post("p0", "{_id: 'c0', content: ''}"));

        assertKnown(user, 0, "p0");
        assertThat(stored("u1", 0, "p0", comments(set, 0)).elements().get(0).values())
                .containsExactly(FlatElement.UNKNOWN);

        digests.set("u1", address(0, 0), Map.of(0, ""));
        assertKnown(set, 0, "p0");
        digests.set("u1", address(0, 0), Collections.singletonMap(0, null));
        assertKnown(user, 0, "p0");
    }

    @Test
    void arraysAreKnownAtTheirNewPlacesOnceTheirParentsShifted() {
        digests.put(user("u1", post("p0", TWO), post("p1", OTHER), post("p2", THREE)));
        FlatElement pulled = user("u1", post("p1", OTHER), post("p2", THREE));
        // The last was asked for before it moved, the first was not.
        assertThat(stored("u1", 2, "p2", comments(pulled, 1))).isSameAs(comments(pulled, 1));

        digests.put(pulled, List.of(Region.array(ElementAddress.root(users.root()), post)));

        assertKnown(pulled, 0, "p1");
        assertKnown(pulled, 1, "p2");
        assertThat(stored("u1", 2, "p2", comments(pulled, 1))).isNull();
    }

    @Test
    void arrayThatMovedIsChangedAtItsNewPlaceAlone() {
        digests.put(user("u1", post("p0", TWO), post("p1", OTHER)));
        FlatElement swapped = user("u1", post("p1", OTHER), post("p0", TWO));
        stored("u1", 0, "p0", comments(swapped, 1));
        stored("u1", 1, "p1", comments(swapped, 0));
        digests.put(swapped, List.of(Region.array(ElementAddress.root(users.root()), post)));

        digests.set("u1", address(1, 0), Map.of(0, "new"));

        assertKnown(user("u1", post("p1", OTHER), post("p0", TWO.replace("'a'", "'new'"))), 1, "p0");
        assertKnown(swapped, 0, "p1");
    }

    @Test
    void forgottenDocumentIsUnknownUntilItIsPutAgain() {
        FlatElement one = user("u1", post("p0", TWO));
        FlatElement other = user("u2", post("p0", TWO));
        digests.put(one);
        digests.put(other);

        digests.forget("u1");

        assertUnknown(one);
        assertKnown(other, 0, "p0");
        digests.put(one);
        assertKnown(one, 0, "p0");
    }

    @Test
    void nothingIsKnownOnceCleared() {
        FlatElement one = user("u1", post("p0", TWO));
        FlatElement other = user("u2", post("p0", TWO));
        digests.put(one);
        digests.put(other);

        digests.clear();

        assertUnknown(one);
        assertUnknown(other);
    }

    @Test
    void documentThatWasNotUsedForTheLongestTimeIsForgottenFirst() {
        RowDigests small = new RowDigests(2 * SIZE_OF_TWO);
        FlatElement first = user("u1", post("p0", TWO));
        FlatElement second = user("u2", post("p0", TWO));
        FlatElement third = user("u3", post("p0", TWO));
        small.put(first);
        small.put(second);
        assertThat(stored(small, first)).isSameAs(comments(first, 0));

        small.put(third);

        assertThat(stored(small, second)).isNull();
        assertThat(stored(small, first)).isSameAs(comments(first, 0));
        assertThat(stored(small, third)).isSameAs(comments(third, 0));
    }

    @Test
    void whatWasForgottenOrPutAgainTakesNoRoom() {
        RowDigests small = new RowDigests(2 * SIZE_OF_TWO);
        FlatElement first = user("u1", post("p0", TWO));
        FlatElement second = user("u2", post("p0", TWO));
        small.put(second);
        small.put(first);
        small.forget("u1");
        small.put(first);
        small.put(first);

        assertThat(stored(small, first)).isSameAs(comments(first, 0));
        assertThat(stored(small, second)).isSameAs(comments(second, 0));
    }

    @Test
    void whatWasClearedTakesNoRoom() {
        RowDigests small = new RowDigests(SIZE_OF_TWO);
        FlatElement first = user("u1", post("p0", TWO));
        FlatElement second = user("u2", post("p0", TWO));
        small.put(first);

        small.clear();
        small.put(second);

        assertThat(stored(small, second)).isSameAs(comments(second, 0));
    }

    @Test
    void documentThatIsTooLargeIsNotRemembered() {
        RowDigests small = new RowDigests(SIZE_OF_TWO);
        FlatElement large = user("u1", post("p0", THREE));
        FlatElement fits = user("u2", post("p0", TWO));

        small.put(large);
        small.put(fits);

        assertThat(stored(small, large)).isNull();
        assertThat(stored(small, fits)).isSameAs(comments(fits, 0));
    }

    @Test
    void documentsWithoutAnyArrayTakeRoomToo() {
        RowDigests small = new RowDigests(SIZE_OF_TWO);
        FlatElement first = user("u1", post("p0", TWO));
        small.put(first);

        small.put(user("u2"));

        assertThat(stored(small, first)).isNull();
    }

    @Test
    void withoutCapacityNothingIsRemembered() {
        RowDigests none = new RowDigests(0);
        FlatElement user = user("u1", post("p0", TWO));

        none.put(user);
        none.put(user, List.of(Region.element(postAddress(0))));

        assertThat(stored(none, user)).isNull();
    }

    @Test
    void oneRegionOfAnUnknownDocumentMakesOnlyWhatItHoldsKnown() {
        FlatElement user = user("u1", post("p0", TWO), post("p1", OTHER));

        digests.put(user, List.of(Region.element(address(0, 1)), new Region.Row(address(0, 0))));
        assertUnknown(user);
        assertThat(stored("u1", 1, "p1", comments(user, 1))).isNull();

        digests.put(user, List.of(Region.element(postAddress(1))));
        assertUnknown(user);
        assertKnown(user, 1, "p1");
    }

    private void assertKnown(FlatElement user, int position, String parentId) {
        // Other objects than were put, so that the rows are compared.
        EmbeddedArray comments = EmbeddedArray.of(comments(user, position).elements());
        assertThat(stored(user.id(), position, parentId, comments)).isSameAs(comments);
    }

    private void assertUnknown(FlatElement user) {
        assertThat(stored(digests, user)).isNull();
    }

    private void assertNotTold(String comments) {
        assertThat(stored("u1", 0, "p0", comments(user("u1", post("p0", comments)), 0)))
                .as(comments)
                .isNull();
    }

    private EmbeddedArray stored(RowDigests of, FlatElement user) {
        return of.stored(user.id(), comment, List.of(0), "p0", comments(user, 0));
    }

    private EmbeddedArray stored(String documentId, int position, String parentId, EmbeddedArray comments) {
        return digests.stored(documentId, comment, List.of(position), parentId, comments);
    }

    private EmbeddedArray comments(FlatElement user, int position) {
        return user.array(post).get(position).embedded(comment);
    }

    private ElementAddress postAddress(int position) {
        return ElementAddress.root(users.root()).element(post, position);
    }

    private ElementAddress address(int ofPost, int ofComment) {
        return postAddress(ofPost).element(comment, ofComment);
    }

    private FlatElement user(String id, String... posts) {
        return Flattener.document(
                users, BsonDocument.parse("{_id: '%s', posts: [%s]}".formatted(id, String.join(", ", posts))));
    }

    private static String post(String id, String comments) {
        return "{_id: '%s', comments: [%s]}".formatted(id, comments);
    }
}

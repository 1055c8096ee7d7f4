package dev.flattensync.flatten;

import static dev.flattensync.flatten.Trees.removes;
import static dev.flattensync.flatten.Trees.sets;
import static dev.flattensync.flatten.Trees.truncates;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.changestream.UpdateDescription;
import dev.flattensync.TestMappings;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentWorkTest {
    private final DocumentMapping users = TestMappings.users();
    private final ElementMapping post = TestMappings.element(users, "post");
    private final ElementMapping comment = TestMappings.element(users, "comment");
    private final ElementAddress user = ElementAddress.root(users.root());

    @Test
    void setsOfScalarsReadNothingAndKeepTheLastValueOfEachField() {
        DocumentWork.Patch patch = patch(
                sets("{'posts.1.title': 'a', 'posts.1.body': 'B'}"),
                sets("{'posts.1.title': 'b', name: 'N'}"),
                removes("posts.1.body"));

        assertThat(patch.regions()).isEmpty();
        assertThat(patch.general(List.of())).isEmpty();
        assertThat(patch.direct(List.of())).containsOnlyKeys(user.element(post, 1), user);
        assertThat(patch.direct(List.of()).get(user.element(post, 1)))
                .containsEntry(0, "b")
                .containsEntry(1, null);
        assertThat(patch.direct(List.of()).get(user)).isEqualTo(Map.of(0, "N"));
    }

    @Test
    void pushReadsItsPositionOnly() {
        assertThat(patch(sets("{'posts.1.comments.7': {_id: 'c7'}}")).regions())
                .containsExactly(Region.element(user.element(post, 1).element(comment, 7)));
    }

    @Test
    void overwrittenIdReadsItsElement() {
        assertThat(patch(sets("{'posts.1._id': 'x'}")).regions())
                .containsExactly(Region.element(user.element(post, 1)));
    }

    @Test
    void wholeAndTruncatedArraysReadTheArray() {
        assertThat(patch(
                                sets("{'posts.1.comments': []}"),
                                truncates("posts.2.comments", 3),
                                truncates("posts.1.comments", 3))
                        .regions())
                .containsExactly(
                        Region.array(user.element(post, 1), comment), Region.array(user.element(post, 2), comment));
    }

    @Test
    void regionInsideAnotherIsReadWithIt() {
        DocumentWork.Patch patch = patch(
                sets("{'posts.1.comments.2': null}"),
                sets("{'posts.1.comments': []}"),
                sets("{'posts.1': {_id: 'p'}}"));

        assertThat(patch.regions()).containsExactly(Region.element(user.element(post, 1)));
    }

    @Test
    void wholeOuterArrayHoldsEveryOtherRegion() {
        DocumentWork.Patch patch = patch(
                sets("{'posts.1.comments.2': null, 'posts.2': null}"), sets("{posts: []}"),
                truncates("posts.3.comments", 1), truncates("posts", 1));

        assertThat(patch.regions()).containsExactly(Region.array(user, post));
    }

    @Test
    void elementsNextToEachOtherStayApart() {
        assertThat(patch(sets("{'posts.1': null, 'posts.11': null, 'posts.2.comments.1': null}"))
                        .regions())
                .containsExactly(
                        Region.element(user.element(post, 1)),
                        Region.element(user.element(post, 11)),
                        Region.element(user.element(post, 2).element(comment, 1)));
    }

    @Test
    void setInsideAReadRegionGoesThroughItInTheOrderOfTheStream() {
        DocumentWork.Patch patch = patch(
                sets("{'posts.1.comments.0.content': 'C'}"),
                sets("{'posts.1.comments': []}"),
                sets("{'posts.1.comments.0': {_id: 'c'}}"));

        assertThat(patch.general(patch.regions())).isEqualTo(patch.changes());
        assertThat(patch.direct(patch.regions())).isEmpty();
    }

    @Test
    void setBesideOrAroundAReadRegionStaysDirect() {
        DocumentWork.Patch patch = patch(
                sets("{'posts.1.comments': []}"),
                sets("{'posts.1.title': 'T', 'posts.2.comments.0.content': 'C', name: 'N'}"));

        assertThat(patch.direct(patch.regions()))
                .isEqualTo(Map.of(
                        user.element(post, 1),
                        Map.of(0, "T"),
                        user.element(post, 2).element(comment, 0),
                        Map.of(0, "C"),
                        user,
                        Map.of(0, "N")));
        assertThat(patch.general(patch.regions()))
                .containsExactly(patch.changes().get(0));
    }

    private DocumentWork.Patch patch(UpdateDescription... updates) {
        List<ElementChange> changes = Arrays.stream(updates)
                .flatMap(update -> DocumentPatch.of(users, "u1", update).changes().stream())
                .toList();
        return new DocumentWork.Patch("u1", changes);
    }
}

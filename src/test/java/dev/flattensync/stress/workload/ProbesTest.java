package dev.flattensync.stress.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProbesTest {
    private static final int MANY = 200;

    private final Blog blog = new Blog();

    @Test
    void deepestElementThatTheDocumentsHoldIsLookedUp() {
        Probes probes = probes(List.of("{_id: '1', posts: [{_id: 'p1', comments: []}]}"));

        assertThat(probes.element().name()).isEqualTo("post");
    }

    @Test
    void documentsThemselvesAreLookedUpIfTheyEmbedNothing() {
        Probes probes = probes(List.of("{_id: '1', posts: null}", "{_id: '2'}"));

        assertThat(probes.next().positions()).isEmpty();
        assertThat(probes.element().name()).isEqualTo("user");
    }

    @Test
    void placesAreThoseOfElementsOnly() {
        Probes probes = probes(Blog.IRREGULAR);

        assertThat(Stream.generate(probes::next).limit(MANY).distinct())
                .containsExactlyInAnyOrder(
                        new Probes.Probe("holes", List.of(1, 1)), new Probes.Probe("holes", List.of(1, 3)));
    }

    @Test
    void arrayOfHolesHoldsNothing() {
        assertThat(probes(List.of("{_id: '1', posts: [null]}")).element().name())
                .isEqualTo("user");
    }

    @Test
    void documentIsNamedByItsCanonicalId() {
        assertThat(probes(List.of("{_id: 33}")).next().documentId()).isEqualTo("{\"$number\":\"33\"}");
    }

    @Test
    void sameSeedGivesTheSamePlaces() {
        DataSet data = DataSet.synthetic(blog.mapping(), List.of(10, 4, 4), 5);
        Probes once = new Probes(data, new SplittableRandom(1));
        Probes again = new Probes(data, new SplittableRandom(1));

        assertThat(Stream.generate(once::next).limit(MANY))
                .containsExactlyElementsOf(
                        Stream.generate(again::next).limit(MANY).toList());
    }

    private Probes probes(List<String> documents) {
        return new Probes(blog.data(1, documents), new SplittableRandom(1));
    }
}

package dev.flattensync.stress.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.flatten.FlatElement;
import dev.flattensync.flatten.Flattener;
import dev.flattensync.stress.primary.ChangeLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationSequenceTest {
    private static final long SEED = 20_260_101;
    private static final List<Integer> SMALL = List.of(20, 5, 5);
    /** The weights of application.conf. */
    private static final Map<String, Double> USUAL = Map.ofEntries(
            Map.entry("edit comment", 50.0),
            Map.entry("edit post", 8.0),
            Map.entry("edit user", 4.0),
            Map.entry("push comment", 24.0),
            Map.entry("push post", 3.0),
            Map.entry("pull comment", 8.0),
            Map.entry("pull post", 1.5),
            Map.entry("insert post", 0.75),
            Map.entry("insert user", 0.25),
            Map.entry("replace user", 0.25),
            Map.entry("delete user", 0.25));

    private final Blog blog = new Blog();

    @Test
    void sequenceCanBeStartedAnew() {
        DataSet data = DataSet.synthetic(blog.mapping(), SMALL, SEED);

        assertThat(words(data.operations(blog.mixOfAll()), 2_000))
                .isEqualTo(words(data.operations(blog.mixOfAll()), 2_000));
    }

    @Test
    void sameSeedGivesTheSameSequence() {
        assertThat(words(DataSet.synthetic(blog.mapping(), SMALL, SEED).operations(blog.mixOfAll()), 500))
                .isEqualTo(words(DataSet.synthetic(blog.mapping(), SMALL, SEED).operations(blog.mixOfAll()), 500));
    }

    @Test
    void sameSeedGivesTheSameSequenceOnRealDocuments() {
        assertThat(words(blog.data(SEED, Blog.IRREGULAR).operations(blog.mixOfAll()), 500))
                .isEqualTo(words(blog.data(SEED, Blog.IRREGULAR).operations(blog.mixOfAll()), 500));
    }

    @Test
    void anotherSeedGivesAnotherSequence() {
        assertThat(words(blog.data(SEED, Blog.IRREGULAR).operations(blog.mixOfAll()), 500))
                .isNotEqualTo(words(blog.data(SEED + 1, Blog.IRREGULAR).operations(blog.mixOfAll()), 500));
    }

    @Test
    void everyKindOfTheMixComesUp() {
        Set<String> kinds =
                take(DataSet.synthetic(blog.mapping(), SMALL, SEED).operations(blog.mixOfAll()), 2_000).stream()
                        .map(operation -> operation.kind().label())
                        .collect(Collectors.toSet());

        assertThat(kinds)
                .isEqualTo(ChangeKind.all(blog.mapping()).stream()
                        .map(ChangeKind::label)
                        .collect(Collectors.toSet()));
    }

    @Test
    void dataSetStaysNearItsSize() {
        DataSet data = DataSet.synthetic(blog.mapping(), List.of(100, 20, 20), SEED);

        assertThat(sizesInPercent(data, blog.mixOf(USUAL), 30_000))
                .allSatisfy(percent -> assertThat(percent).isBetween(90L, 110L));
    }

    /** A few hundred rows, each changed fifty times: a single deleted user may take a good part of them along. */
    @Test
    void tinyDataSetStaysNearItsSizeThoughPushesOutnumberPulls() {
        DataSet data = DataSet.synthetic(blog.mapping(), SMALL, SEED);

        assertThat(sizesInPercent(data, blog.mixOf(USUAL), 30_000))
                .allSatisfy(percent -> assertThat(percent).isBetween(85L, 140L));
    }

    @Test
    void dataSetThatOnlyGrowsAddsNoMoreThanSingleElements() {
        DataSet data = DataSet.synthetic(blog.mapping(), SMALL, SEED);
        ChangeLog log = blog.log(data.documents());
        OperationSequence operations = data.operations(blog.mixOf("push post"));
        take(operations, 200).forEach(log::apply);
        long before = blog.rows(log.documents());

        take(operations, 100).forEach(log::apply);

        assertThat(blog.rows(log.documents()) - before).isEqualTo(100);
    }

    @Test
    void everyOperationFitsTheDocumentsBeforeIt() {
        ChangeLog log = applied(DataSet.synthetic(blog.mapping(), SMALL, SEED), blog.mixOfAll(), 5_000);

        assertThat(blog.rows(log.documents())).isPositive();
    }

    @Test
    void everyOperationFitsIrregularDocuments() {
        ChangeLog log = applied(blog.data(SEED, Blog.IRREGULAR), blog.mixOfAll(), 5_000);

        assertThat(blog.rows(log.documents())).isPositive();
    }

    @Test
    void noTwoElementsThatOthersLinkToGetTheSameId() {
        ChangeLog log = applied(
                blog.data(SEED, Blog.IRREGULAR),
                blog.mixOf("push post", "insert user", "insert post", "pull post"),
                2_000);

        assertThat(log.documents().stream().flatMap(this::idsOfPosts))
                .hasSizeGreaterThan(100)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"edit comment", "edit post", "pull comment", "pull post", "replace user"})
    void kindIsPossibleWhateverTheDocumentsHold(String kind) {
        DataSet data = blog.data(SEED, List.of("{_id: '1', posts: null}"));

        ChangeLog log = applied(data, blog.mixOf(kind), 200);

        assertThat(log.documents()).isNotEmpty();
    }

    @Test
    void deleteOfTheLastDocumentGivesWayToAnInsert() {
        DataSet data = blog.data(SEED, List.of("{_id: '1'}", "{_id: '2'}"));

        assertThat(take(data.operations(blog.mixOf("delete user")), 4))
                .extracting(operation -> operation.kind().label())
                .containsExactly("delete user", "insert user", "delete user", "insert user");
    }

    @Test
    void pullFromEmptyArraysGivesWayToAPush() {
        DataSet data = blog.data(SEED, List.of("{_id: '1', posts: [{_id: 'p1', comments: [{_id: 'c1'}]}]}"));

        assertThat(take(data.operations(blog.mixOf("pull comment")), 4))
                .extracting(operation -> operation.kind().label())
                .containsExactly("pull comment", "push comment", "pull comment", "push comment");
    }

    @Test
    void everyEditOfATextChangesIt() {
        DataSet data = DataSet.synthetic(blog.mapping(), SMALL, SEED);

        ChangeLog log = applied(data, blog.mixOf("edit comment"), 1_000);

        assertThat(log.end().time().getInc()).isEqualTo(1_000);
    }

    private static List<Operation> take(OperationSequence operations, int count) {
        return Stream.generate(operations::next).limit(count).toList();
    }

    private static List<String> words(OperationSequence operations, int count) {
        return take(operations, count).stream().map(Operation::toString).toList();
    }

    private ChangeLog applied(DataSet data, EventMix mix, int count) {
        ChangeLog log = blog.log(data.documents());
        take(data.operations(mix), count).forEach(log::apply);
        return log;
    }

    /** The rows after every thousand operations, in percent of those at the start. */
    private List<Long> sizesInPercent(DataSet data, EventMix mix, int count) {
        ChangeLog log = blog.log(data.documents());
        OperationSequence operations = data.operations(mix);
        long first = blog.rows(data.documents());
        List<Long> sizes = new ArrayList<>();
        for (int i = 0; i < count / 1_000; i++) {
            take(operations, 1_000).forEach(log::apply);
            sizes.add(blog.rows(log.documents()) * 100 / first);
        }
        return sizes;
    }

    private Stream<String> idsOfPosts(BsonDocument user) {
        return Flattener.document(blog.mapping(), user).arrays().get(0).elements().values().stream()
                .map(FlatElement::id);
    }
}

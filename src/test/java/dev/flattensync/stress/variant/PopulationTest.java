package dev.flattensync.stress.variant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.workload.Blog;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PopulationTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 7", "20, 20", "21, 20", "50, 20", "99, 20"})
    void onlySomeDocumentsCanBeChangedAndTheOthersStayAsTheyWere(int users, int changeable) {
        Population population = new Population(new Blog().mapping(), List.of(users, 1, 1), 7);
        List<BsonDocument> chosen = population.changeable();
        BsonDocument changed = new BsonDocument("_id", new BsonString("changed"));

        assertThat(population.all()).hasSize(users).doesNotHaveDuplicates();
        assertThat(chosen).hasSize(changeable).isSubsetOf(population.all());
        assertThat(population.with(chosen)).containsExactlyInAnyOrderElementsOf(population.all());
        assertThat(population.with(List.of(changed)))
                .hasSize(users - changeable + 1)
                .contains(changed)
                .doesNotContainAnyElementsOf(chosen);
    }

    @ParameterizedTest
    @CsvSource({"40, 2", "100, 5"})
    void thoseThatCanBeChangedAreSpreadEvenly(int users, int distance) {
        Population population = new Population(new Blog().mapping(), List.of(users, 1, 1), 7);
        List<BsonDocument> all = new java.util.ArrayList<>();
        population.all().forEach(all::add);
        List<Integer> numbers =
                population.changeable().stream().map(all::indexOf).toList();

        for (int i = 1; i < numbers.size(); i++) {
            assertThat(numbers.get(i) - numbers.get(i - 1)).isEqualTo(distance);
        }
    }
}

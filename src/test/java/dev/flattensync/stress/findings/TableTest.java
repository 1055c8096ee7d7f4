package dev.flattensync.stress.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.experiment.Cell;
import dev.flattensync.stress.experiment.ExperimentResult;
import dev.flattensync.stress.experiment.Indexes;
import dev.flattensync.stress.experiment.Integrity;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.QuestionCost;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.experiment.Upkeep;
import dev.flattensync.stress.experiment.Variant;
import dev.flattensync.stress.planted.PlantedExperiment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void rewrittenVariantWithForeignKeysIsInOneTableOnly() {
        Variant both = new Variant(Storage.SCHEMA1, Upkeep.REWRITE, Indexes.INDEXED, Integrity.FOREIGN_KEYS);
        ExperimentResult planted = new PlantedExperiment().run().result();
        List<Variant> variants = new ArrayList<>(planted.variants());
        variants.add(both);
        List<Cell> cells = new ArrayList<>(planted.cells());
        planted.cells().stream()
                .filter(cell -> cell.variant().equals("schema1, rewritten"))
                .map(cell -> new Cell(
                        cell.comments(),
                        both.label(),
                        cell.question(),
                        cell.count(),
                        cell.p50Nanos(),
                        cell.p95Nanos(),
                        cell.maxNanos(),
                        cell.roundNanos(),
                        cell.cost()))
                .forEach(cells::add);
        Measured measured = new Measured(new ExperimentResult(variants, planted.sizes(), cells, planted.flush()));

        assertThat(Table.latencies(measured))
                .filteredOn(table -> table.columns().contains(both.label()))
                .extracting(Table::title)
                .containsExactly("Other ways to keep the documents");
        assertThat(Table.constraints(measured).get(0).columns()).doesNotContain(both.label());
    }

    @Test
    void imagesOfWholePagesAreCountedBesideTheWal() {
        assertThat(List.of(wal(0), wal(1), wal(1_200)))
                .containsExactly("5.0 KiB", "5.0 KiB, 1 page image", "5.0 KiB, 1,200 page images");
    }

    private static String wal(long images) {
        return CostRow.all(new Measured(new PlantedExperiment()
                        .change(cell -> PlantedExperiment.withCost(
                                cell, Optional.of(new QuestionCost(1, 1, 1, 1, 5 << 10, images, List.of(), List.of()))))
                        .run()
                        .result()))
                .stream()
                .filter(row -> row.question().equals(Question.EDIT_COMMENT.label()))
                .findFirst()
                .orElseThrow()
                .wal();
    }
}

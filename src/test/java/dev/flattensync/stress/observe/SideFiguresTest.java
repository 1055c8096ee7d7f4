package dev.flattensync.stress.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The difference of two readings, and what is unknown if one of them lacks a value. */
class SideFiguresTest {
    private static final Snapshot START = new Snapshot(
            new TableCounts(Optional.of(new RowCounts(10, 20, 5, 30, 40)), new TableSizes(1000, 500)),
            new ServerCounts(OptionalLong.of(7000), OptionalLong.of(100)),
            new RigCounts(OptionalLong.of(200), Optional.of(new GarbagePauses(3, 50))),
            Optional.of(new MachineCounts(1000, 10)));
    private static final Snapshot END = new Snapshot(
            new TableCounts(Optional.of(new RowCounts(11, 22, 8, 34, 35)), new TableSizes(1600, 400)),
            new ServerCounts(OptionalLong.of(7700), OptionalLong.of(180)),
            new RigCounts(OptionalLong.of(290), Optional.of(new GarbagePauses(4, 61))),
            Optional.of(new MachineCounts(3000, 110)));
    private static final Snapshot UNKNOWN = new Snapshot(
            new TableCounts(Optional.empty(), new TableSizes(1000, 500)),
            new ServerCounts(OptionalLong.empty(), OptionalLong.empty()),
            new RigCounts(OptionalLong.empty(), Optional.empty()),
            Optional.empty());

    @Test
    void eachFigureIsTheDifferenceOfTheReadings() {
        SideFigures figures = SideFigures.between(START, END);

        assertThat(figures.walBytes()).hasValue(700);
        assertThat(figures.rows()).hasValue(new RowCounts(1, 2, 3, 4, -5));
        assertThat(figures.growth()).isEqualTo(new TableSizes(600, -100));
        assertThat(figures.postgresCpuNanos()).hasValue(80);
        assertThat(figures.rigCpuNanos()).hasValue(90);
        assertThat(figures.pauses()).hasValue(new GarbagePauses(1, 11));
        assertThat(figures.stealShare()).hasValue(0.05);
    }

    @Test
    void theRowsWrittenAreThoseOfTheLaterReadingAndDeadRowsAndSizesAreNot() {
        TableCounts later =
                new TableCounts(Optional.of(new RowCounts(110, 220, 105, 330, 440)), new TableSizes(9000, 9000));

        SideFigures figures = SideFigures.between(START, END, later);

        assertThat(figures.rows()).hasValue(new RowCounts(100, 200, 100, 300, -5));
        assertThat(figures.growth()).isEqualTo(new TableSizes(600, -100));
    }

    @Test
    void whatTheStartLacksIsUnknown() {
        assertUnknown(SideFigures.between(UNKNOWN, END));
    }

    @Test
    void whatTheEndLacksIsUnknown() {
        assertUnknown(SideFigures.between(START, UNKNOWN));
    }

    private static void assertUnknown(SideFigures figures) {
        assertThat(figures.walBytes()).isEmpty();
        assertThat(figures.rows()).isEmpty();
        assertThat(figures.postgresCpuNanos()).isEmpty();
        assertThat(figures.rigCpuNanos()).isEmpty();
        assertThat(figures.pauses()).isEmpty();
        assertThat(figures.stealShare()).isEmpty();
    }
}

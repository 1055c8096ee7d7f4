package dev.flattensync.stress.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.chart.VerticalLines.VerticalLine;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LineLabelTest {
    private static final Axis X = Axis.linear("x", List.of(1_000.0));
    private static final Axis Y = Axis.linear("y", List.of(1.0));
    private static final Frame FRAME = new Frame(X, Y, 1_000, 300);

    @Test
    void labelsFarApartShareTheFirstRow() {
        assertThat(placed(100, 400, 700)).extracting(LineLabel::row).containsOnly(0);
    }

    @Test
    void labelsThatWouldTouchAreBelowEachOther() {
        assertThat(placed(100, 110, 120)).extracting(LineLabel::row).containsExactly(0, 1, 2);
    }

    @Test
    void labelWithoutRoomToTheRightIsToTheLeft() {
        assertThat(placed(990)).extracting(LineLabel::isLeft).containsExactly(true);
        assertThat(placed(10)).extracting(LineLabel::isLeft).containsExactly(false);
    }

    @Test
    void lineBesideTheAxisIsLeftOut() {
        assertThat(placed(-1, 2_000, Double.NaN)).isEmpty();
    }

    @Test
    void noTwoLabelsOverlapWhereverTheLinesAre() {
        for (long seed = 0; seed < 500; seed++) {
            List<LineLabel> labels =
                    placed(new Random(seed).doubles(6, 0, 1_000).toArray());

            assertThat(labels).hasSize(6);
            for (int i = 0; i < labels.size(); i++) {
                for (int j = 0; j < i; j++) {
                    assertThat(overlap(labels.get(i), labels.get(j)))
                            .as("seed %d: %s", seed, labels)
                            .isFalse();
                }
            }
        }
    }

    private static boolean overlap(LineLabel one, LineLabel two) {
        return one.row() == two.row() && from(one) < from(two) + two.width() && from(two) < from(one) + one.width();
    }

    private static double from(LineLabel label) {
        return label.isLeft() ? label.at() - LineLabel.GAP - label.width() : label.at() + LineLabel.GAP;
    }

    private static List<LineLabel> placed(double... places) {
        return LineLabel.placed(
                DoubleStream.of(places)
                        .mapToObj(at -> new VerticalLine(Palette.series(0), at, "schema1 2,600/s"))
                        .toList(),
                FRAME);
    }
}

package dev.flattensync.stress.page;

import dev.flattensync.stress.compare.Contender;
import dev.flattensync.stress.compare.Lineup;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a contender is known all over the page, in charts as in tables.
 *
 * @param label what it is called
 * @param style the class of its colour
 * @param shape its shape as a character, for those who don't tell colours apart
 */
record Sign(String label, String style, String shape) {
    /** In the order of the charts' shapes. */
    private static final List<String> SHAPES = List.of("●", "■", "▲", "◆", "▼", "✚");

    /** Those of a lineup, in its order. */
    static List<Sign> of(Lineup lineup) {
        List<Contender> contenders = lineup.contenders();
        return IntStream.range(0, contenders.size())
                .mapToObj(i -> new Sign(
                        contenders.get(i).label(), "s" + (i % SHAPES.size() + 1), SHAPES.get(i % SHAPES.size())))
                .toList();
    }
}

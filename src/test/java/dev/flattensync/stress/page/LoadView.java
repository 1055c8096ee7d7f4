package dev.flattensync.stress.page;

import dev.flattensync.stress.compare.Lineup;
import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.workload.Rates;
import java.util.List;
import java.util.stream.IntStream;

/** The table of loads: what was offered on each plateau, and what became of it. */
record LoadView(List<Row> rows) {

    /**
     * A plateau of a contender.
     *
     * @param offered changes per second
     * @param achieved the same
     * @param changes how many were due
     * @param failed how many of them failed
     * @param word valid, void or unsustainable
     * @param reason why it may not be compared; empty if it may
     * @param voids the blocks that were left out, in words; empty if none was
     */
    record Row(
            Sign sign,
            String offered,
            String achieved,
            String changes,
            String failed,
            String word,
            String reason,
            String voids) {}

    /** The plateaus of all contenders; no rows if none has any. */
    static LoadView of(Lineup lineup) {
        List<Sign> signs = Sign.of(lineup);
        return new LoadView(IntStream.range(0, signs.size())
                .boxed()
                .flatMap(i -> lineup.contenders().get(i).plateaus().stream().map(plateau -> row(signs.get(i), plateau)))
                .toList());
    }

    private static Row row(Sign sign, PlateauResult plateau) {
        return new Row(
                sign,
                Rates.number(plateau.rate()),
                Wording.number(plateau.load().achievedRate()),
                Wording.count(plateau.load().due()),
                Wording.count(plateau.load().failed()),
                plateau.validity().word(),
                plateau.validity().reason(),
                voids(plateau));
    }

    /** Why each was is in the results: here it would hide the rest. */
    private static String voids(PlateauResult plateau) {
        List<String> blocks = plateau.runs().stream()
                .filter(run -> !run.generator().isValid())
                .map(run -> String.valueOf(run.block()))
                .toList();
        return blocks.isEmpty() || blocks.size() == plateau.runs().size()
                ? ""
                : "without block%s %s, in which the generator was late"
                        .formatted(blocks.size() == 1 ? "" : "s", Wording.list(blocks));
    }
}

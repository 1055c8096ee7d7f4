package dev.flattensync.stress.page;

import dev.flattensync.stress.compare.Lineup;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the page shows of a lineup.
 *
 * @param title empty if it is the only one
 * @param latency null if no plateau is valid for all, or there is none
 */
record Part(
        String title,
        LatencyView latency,
        List<ChartView> charts,
        LoadView load,
        List<CapacityView> capacities,
        CostView costs) {

    /** @param id begins the ids of its charts */
    static Part of(String id, Lineup lineup) {
        return new Part(
                lineup.title(),
                LatencyView.of(lineup).orElse(null),
                Stream.of(
                                LatencyCharts.byPercentile(id + "-percentile", lineup),
                                LatencyCharts.byRate(id + "-rate", lineup),
                                TimeChart.of(id + "-time", lineup),
                                CostCharts.rows(id + "-rows", lineup),
                                CostCharts.wal(id + "-wal", lineup))
                        .flatMap(Optional::stream)
                        .toList(),
                LoadView.of(lineup),
                CapacityView.of(lineup),
                CostView.of(lineup));
    }
}

package dev.flattensync.stress.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A range of positions whose rows all move by as many.
 *
 * @param column the number of the position's column
 * @param prefix the values of the key's columns before it
 * @param low the first position
 * @param high the last position
 * @param delta by how many they move
 */
record Shift(int column, List<String> prefix, int low, int high, int delta) {

    /** What moves one row: where, and by how many. */
    private record Step(int column, List<String> prefix, int position, int delta) {}

    /**
     * The shifts that rows of one first key value make.
     *
     * @return empty if they do more than shift in one column, or rows of one position do different things
     */
    static Optional<List<Shift>> of(RecordedTable table, List<RecordedChange> rows) {
        Map<List<String>, Map<Integer, Integer>> deltas = new java.util.LinkedHashMap<>();
        int column = -1;
        for (RecordedChange row : rows) {
            Optional<Step> step = step(table, row);
            if (step.isEmpty() || column >= 0 && step.get().column() != column) {
                return Optional.empty();
            }
            column = step.get().column();
            Integer other = deltas.computeIfAbsent(step.get().prefix(), prefix -> new TreeMap<>())
                    .put(step.get().position(), step.get().delta());
            if (other != null && other != step.get().delta()) {
                return Optional.empty();
            }
        }
        List<Shift> shifts = new ArrayList<>();
        for (Map.Entry<List<String>, Map<Integer, Integer>> ofPrefix : deltas.entrySet()) {
            shifts.addAll(ranges(column, ofPrefix.getKey(), ofPrefix.getValue()));
        }
        return Optional.of(shifts);
    }

    private static List<Shift> ranges(int column, List<String> prefix, Map<Integer, Integer> deltas) {
        List<Shift> ranges = new ArrayList<>();
        for (Map.Entry<Integer, Integer> at : deltas.entrySet()) {
            Shift last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null && last.high + 1 == at.getKey() && last.delta == at.getValue()) {
                ranges.set(ranges.size() - 1, new Shift(column, prefix, last.low, at.getKey(), last.delta));
            } else {
                ranges.add(new Shift(column, prefix, at.getKey(), at.getKey(), at.getValue()));
            }
        }
        return ranges;
    }

    private static Optional<Step> step(RecordedTable table, RecordedChange row) {
        List<Integer> changed = row.changed();
        if (changed.size() != 1 || !table.types().get(changed.get(0)).equals("integer")) {
            return Optional.empty();
        }
        int column = changed.get(0);
        int position = Integer.parseInt(row.before()[column]);
        return Optional.of(new Step(
                column,
                table.key().subList(0, table.key().indexOf(column)).stream()
                        .map(before -> row.before()[before])
                        .toList(),
                position,
                Integer.parseInt(row.after()[column]) - position));
    }
}

package dev.flattensync.stress.measure;

import dev.flattensync.stress.workload.ChangeKind;

/**
 * How long a change took, in nanoseconds of a monotonic clock.
 *
 * @param kind what was done
 * @param plateau the index of the step that it was due in, or
 *     {@link dev.flattensync.stress.workload.Schedule#TRANSITION}
 * @param syncLatencyNanos from due to visible: what an application feels, all queues included
 * @param serviceTimeNanos from handed to the sync to visible
 * @param lagNanos from due to started: how late the generator was
 * @param ok whether it became visible; if not, the first two are the time-out: it took at least that long
 */
public record Sample(
        ChangeKind kind, int plateau, long syncLatencyNanos, long serviceTimeNanos, long lagNanos, boolean ok) {}

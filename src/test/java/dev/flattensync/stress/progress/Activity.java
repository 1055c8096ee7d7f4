package dev.flattensync.stress.progress;

/** Something that a run does and that takes a while. */
@FunctionalInterface
interface Activity {
    /**
     * What it is at, in a line.
     *
     * @param nanos now, by the monotonic clock
     */
    String text(long nanos);
}

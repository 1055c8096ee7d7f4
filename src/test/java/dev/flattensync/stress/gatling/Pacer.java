package dev.flattensync.stress.gatling;

/** Does tasks when their moments have come, one after the other, in the order of their moments. */
@FunctionalInterface
public interface Pacer {

    /**
     * Has a task done at a moment, or as soon as possible after it. Does not block.
     *
     * @param nanos the moment by the clock of {@link dev.flattensync.stress.measure.Ticker#nanos}
     * @param task must not throw
     */
    void at(long nanos, Runnable task);
}

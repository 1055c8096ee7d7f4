package dev.flattensync.stress.measure;

/**
 * The three figures of some changes, each a distribution in nanoseconds.
 *
 * @param syncLatency from due to visible
 * @param serviceTime from handed to the sync to visible
 * @param lag from due to started: the generator's own lateness
 */
public record Timings(Figures syncLatency, Figures serviceTime, Figures lag) {

    /** Without samples. */
    public Timings() {
        this(new Figures(), new Figures(), new Figures());
    }

    void add(Sample sample) {
        syncLatency.add(sample.syncLatencyNanos(), sample.ok());
        serviceTime.add(sample.serviceTimeNanos(), sample.ok());
        lag.add(sample.lagNanos(), true);
    }

    void add(Timings others) {
        syncLatency.add(others.syncLatency);
        serviceTime.add(others.serviceTime);
        lag.add(others.lag);
    }

    /** All of them together. */
    static Timings sum(Iterable<Timings> parts) {
        Timings sum = new Timings();
        parts.forEach(sum::add);
        return sum;
    }
}

package dev.flattensync.stress.gatling;

import dev.flattensync.stress.environment.SyncUnderTest;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongUnaryOperator;
import org.bson.BsonTimestamp;

/** A sync that takes as long as a test says, by virtual time. It keeps no tables. */
public final class PlantedSync implements SyncUnderTest {
    private static final long NEVER = Long.MAX_VALUE;

    private final VirtualTime time;
    private final LongUnaryOperator visibleNanos;

    /** @param visibleNanos from when a change is handed over to when it is visible; {@link Long#MAX_VALUE} for never */
    private PlantedSync(VirtualTime time, LongUnaryOperator visibleNanos) {
        this.time = time;
        this.visibleNanos = visibleNanos;
    }

    /** Each change takes the same, however many there are. */
    public static PlantedSync delay(VirtualTime time, long nanos) {
        return new PlantedSync(time, handed -> handed + nanos);
    }

    /** No change ever becomes visible. */
    public static PlantedSync dead(VirtualTime time) {
        return new PlantedSync(time, handed -> NEVER);
    }

    /** One change after the other, so many a second at the most. */
    public static PlantedSync limited(VirtualTime time, double perSecond) {
        return new PlantedSync(time, new Queue(Math.round(1e9 / perSecond), NEVER, 0));
    }

    /** One change after the other, and none at all for a while from a moment on. */
    public static PlantedSync stalling(VirtualTime time, long eachNanos, long stallStart, long stallNanos) {
        return new PlantedSync(time, new Queue(eachNanos, stallStart, stallNanos));
    }

    @Override
    public void start(Context context) {
        // Nothing to follow.
    }

    @Override
    public CompletableFuture<Void> whenVisible(BsonTimestamp clusterTime) {
        CompletableFuture<Void> visible = new CompletableFuture<>();
        long moment = visibleNanos.applyAsLong(time.nanos());
        if (moment != NEVER) {
            time.at(moment, () -> visible.complete(null));
        }
        return visible;
    }

    @Override
    public void stop() {
        // Nothing is held.
    }

    /** One server and those who wait for it, in their order. */
    private static final class Queue implements LongUnaryOperator {
        private final long eachNanos;
        private final long stallStart;
        private final long stallNanos;
        private long freeAt = Long.MIN_VALUE;

        Queue(long eachNanos, long stallStart, long stallNanos) {
            this.eachNanos = eachNanos;
            this.stallStart = stallStart;
            this.stallNanos = stallNanos;
        }

        @Override
        public long applyAsLong(long handed) {
            long begin = Math.max(handed, freeAt);
            if (begin >= stallStart && begin < stallStart + stallNanos) {
                begin = stallStart + stallNanos;
            }
            freeAt = begin + eachNanos;
            return freeAt;
        }
    }
}

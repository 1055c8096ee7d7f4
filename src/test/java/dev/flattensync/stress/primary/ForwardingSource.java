package dev.flattensync.stress.primary;

import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.CurrentDocuments;
import dev.flattensync.change.Snapshot;
import dev.flattensync.change.StreamPosition;
import java.util.Collection;
import org.bson.BsonValue;

/** A change source that does what another does, but for what its subclass changes. */
public abstract class ForwardingSource implements ChangeSource {
    private final ChangeSource source;

    /** @param source the other */
    protected ForwardingSource(ChangeSource source) {
        this.source = source;
    }

    @Override
    public ChangeCursor open(StreamPosition after) {
        return source.open(after);
    }

    @Override
    public Snapshot snapshot() {
        return source.snapshot();
    }

    @Override
    public CurrentDocuments current(Collection<BsonValue> ids) {
        return source.current(ids);
    }
}

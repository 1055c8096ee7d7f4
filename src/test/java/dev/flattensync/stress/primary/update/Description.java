package dev.flattensync.stress.primary.update;

import com.mongodb.client.model.changestream.TruncatedArray;
import com.mongodb.client.model.changestream.UpdateDescription;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Collects what an update changed, as a change event describes it. */
final class Description implements Recorder {
    private final BsonDocument updated = new BsonDocument();
    private final List<String> removed = new ArrayList<>();
    private final List<TruncatedArray> truncated = new ArrayList<>();
    private final BsonDocument disambiguated = new BsonDocument();

    @Override
    public void updated(ChangePath path, BsonValue value) {
        updated.put(described(path), value);
    }

    @Override
    public void removed(ChangePath path) {
        removed.add(described(path));
    }

    void truncated(ChangePath path, int newSize) {
        truncated.add(new TruncatedArray(described(path), newSize));
    }

    private String described(ChangePath path) {
        String dotted = path.dotted();
        if (path.isAmbiguous()) {
            disambiguated.put(dotted, path.parts());
        }
        return dotted;
    }

    /** The description; it says how to read paths only if one of them is ambiguous. */
    UpdateDescription toUpdateDescription() {
        return new UpdateDescription(removed, updated, truncated, disambiguated.isEmpty() ? null : disambiguated);
    }
}

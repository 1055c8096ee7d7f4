package dev.flattensync.stress.microbenchmark;

import dev.flattensync.flatten.FlatElement;
import dev.flattensync.flatten.Flattener;
import dev.flattensync.flatten.RowChanges;
import dev.flattensync.flatten.RowDifference;
import dev.flattensync.schema.FlatLayout;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs to find the rows that differ between what was read of a document, of 100 posts with 100 comments each,
 * and what it becomes.
 *
 * <p>A string computes its hash once. Here that is before the first measured call; the sync, which compares strings
 * that were just read, pays for it in each batch.
 */
@State(Scope.Benchmark)
public class Differencing {
    /** How rows are linked. */
    @Param({"schema1", "schema2"})
    public String schema;

    private final SyntheticUser user = new SyntheticUser(100, 100);
    private FlatLayout layout;
    private FlatElement stored;
    private FlatElement equal;
    private FlatElement edited;
    private FlatElement storedPosts;
    private FlatElement pulled;

    /** Makes the states before and after. */
    @Setup
    public void setUp() {
        layout = user.layout(schema);
        stored = user.stored();
        equal = Flattener.document(user.mapping(), user.document());
        edited = Flattener.document(
                user.mapping(), user.saveWithOneCommentEdited().document());
        storedPosts = user.storedPosts();
        pulled = Patching.patched(user, storedPosts, user.pullOfTheFirstPost());
    }

    /** All other posts move up. */
    @Benchmark
    public RowChanges pullOfTheFirstPost() {
        return difference(storedPosts, pulled);
    }

    /** A saved document in which one comment differs. */
    @Benchmark
    public RowChanges editOfOneComment() {
        return difference(stored, edited);
    }

    /** A saved document that is what is stored. */
    @Benchmark
    public RowChanges noChange() {
        return difference(stored, equal);
    }

    private RowChanges difference(FlatElement from, FlatElement to) {
        RowChanges changes = new RowChanges();
        RowDifference difference = new RowDifference(layout, changes, true);
        difference.add(from, to);
        difference.finish();
        return changes;
    }
}

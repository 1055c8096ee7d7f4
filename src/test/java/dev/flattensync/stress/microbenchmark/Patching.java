package dev.flattensync.stress.microbenchmark;

import dev.flattensync.change.ChangeEvent;
import dev.flattensync.flatten.DocumentFold;
import dev.flattensync.flatten.DocumentWork;
import dev.flattensync.flatten.FlatElement;
import dev.flattensync.flatten.KnownRows;
import dev.flattensync.flatten.PartialDocument;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What changes that restructure cost: one event is applied to what was read of its document. */
@State(Scope.Benchmark)
public class Patching {
    private final SyntheticUser user = new SyntheticUser(100, 100);
    private ChangeEvent.OfDocument pull;
    private ChangeEvent.OfDocument push;
    private FlatElement posts;
    private FlatElement aroundPush;

    /** Makes the events, and what is read for them. */
    @Setup
    public void setUp() {
        pull = user.pullOfTheFirstPost();
        push = user.pushOfAComment();
        posts = user.storedPosts();
        aroundPush = user.storedAroundPush();
    }

    /** The event holds the whole array: 99 posts with 100 comments each. */
    @Benchmark
    public FlatElement pullOfTheFirstPost() {
        return patched(user, posts, pull);
    }

    /** The event holds the one new comment. */
    @Benchmark
    public FlatElement pushOfAComment() {
        return patched(user, aroundPush, push);
    }

    /** What was read of the user, after the event. */
    static FlatElement patched(SyntheticUser user, FlatElement read, ChangeEvent.OfDocument event) {
        DocumentFold fold = DocumentFold.of(
                user.mapping(), List.of(event), (id, any) -> false, violation -> false, document -> KnownRows.NONE);
        DocumentWork.Patch patch = (DocumentWork.Patch) fold.work().get(0);
        return patch.applyTo(new PartialDocument(read), patch.regions()).root();
    }
}

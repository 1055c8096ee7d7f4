package dev.flattensync.stress.microbenchmark;

import dev.flattensync.change.ChangeEvent;
import dev.flattensync.flatten.EmbeddedArray;
import dev.flattensync.flatten.FlatElement;
import dev.flattensync.flatten.Flattener;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.Operation;
import dev.flattensync.stress.workload.SyntheticDocuments;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * A made-up user in the forms in which the sync meets one: a document, the events of its changes, what was read of it.
 */
final class SyntheticUser {
    private static final long SEED = 1;

    private final Blog blog = new Blog();
    private final BsonDocument document;

    /**
     * @param posts how many posts it has
     * @param comments how many comments each of them has
     */
    SyntheticUser(int posts, int comments) {
        document = new SyntheticDocuments(blog.mapping(), List.of(1, posts, comments), SEED)
                .iterator()
                .next();
    }

    DocumentMapping mapping() {
        return blog.mapping();
    }

    FlatLayout layout(String schema) {
        return new FlatLayout(mapping(), FlatSchema.named(schema).orElseThrow());
    }

    BsonDocument document() {
        return document;
    }

    /** A pull of the first post: the event holds all other posts. */
    ChangeEvent.OfDocument pullOfTheFirstPost() {
        return event(blog.pull("post", 0));
    }

    /** A push of a comment to the first post. */
    ChangeEvent.OfDocument pushOfAComment() {
        return event(blog.push("comment", "{_id: 'pushed', content: 'a comment that was pushed'}", 0));
    }

    /** An edit of the first post's first comment by saving the whole document: the event holds all of it. */
    ChangeEvent.Replace saveWithOneCommentEdited() {
        return (ChangeEvent.Replace) event(
                blog.replace(blog.fieldEdit("comment", "content", new BsonString("a comment that was edited"), 0, 0)));
    }

    /** All of it, read back. */
    FlatElement stored() {
        return new StoredRows().read(Flattener.document(mapping(), document));
    }

    /** What is read for a change of its array of posts: all posts, and its own id. */
    FlatElement storedPosts() {
        return around(stored().arrays().get(0));
    }

    /** What is read for a comment behind the last one of the first post: the ids around it. */
    FlatElement storedAroundPush() {
        FlatElement post = stored().arrays().get(0).elements().get(0);
        return around(EmbeddedArray.of(new TreeMap<>(Map.of(0, FlatElement.unread(post.mapping(), post.id())))));
    }

    /** The user of whom only the id and these posts are known. */
    private FlatElement around(EmbeddedArray posts) {
        FlatElement unread =
                FlatElement.unread(mapping().root(), document.getString("_id").getValue());
        return new FlatElement(unread.mapping(), unread.id(), unread.values(), List.of(posts), null);
    }

    private ChangeEvent.OfDocument event(Operation operation) {
        return Played.events(blog.log(List.of(document)), List.of(operation)).get(0);
    }
}

package dev.flattensync.stress.benchmark;

import dev.flattensync.flatten.CanonicalId;
import dev.flattensync.flatten.ElementAddress;
import dev.flattensync.stress.variant.BlogMapping;
import dev.flattensync.stress.workload.ChangeKind;
import dev.flattensync.stress.workload.Operation;
import dev.flattensync.stress.workload.Verb;
import java.util.List;
import java.util.SplittableRandom;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * A new text for one comment.
 *
 * @param operation as the application does it
 * @param ids of the user, the post and the comment, as they are in the tables
 * @param positions of the post and the comment
 * @param text the new text
 */
record CommentEdit(Operation operation, List<String> ids, List<Integer> positions, String text) {

    /** Copies the lists. */
    CommentEdit {
        ids = List.copyOf(ids);
        positions = List.copyOf(positions);
    }

    /**
     * Of any comment.
     *
     * @param documents of which each has posts and each post has comments
     * @param number makes the text another one than before
     */
    static CommentEdit draw(BlogMapping blog, List<BsonDocument> documents, SplittableRandom random, long number) {
        BsonDocument user = documents.get(random.nextInt(documents.size()));
        int post = random.nextInt(user.getArray("posts").size());
        BsonDocument posted = user.getArray("posts").get(post).asDocument();
        int comment = random.nextInt(posted.getArray("comments").size());
        BsonDocument commented = posted.getArray("comments").get(comment).asDocument();
        String text = "an edited comment, about as long as the others are #" + number;
        Operation edit = new Operation.Edit(
                new ChangeKind(Verb.EDIT, blog.comment()),
                user.get("_id"),
                new Operation.FieldEdit(
                        new ElementAddress(blog.comment(), List.of(post, comment)),
                        blog.content(),
                        new BsonString(text)));
        return new CommentEdit(
                edit,
                List.of(
                        CanonicalId.of(user.get("_id")),
                        CanonicalId.of(posted.get("_id")),
                        CanonicalId.of(commented.get("_id"))),
                List.of(post, comment),
                text);
    }
}

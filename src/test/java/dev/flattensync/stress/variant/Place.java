package dev.flattensync.stress.variant;

import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Where a question is asked: a comment, with its post and user.
 *
 * @param user the user as it is at the moment
 * @param post the position of the post
 * @param comment the position of the comment in it
 */
record Place(BsonDocument user, int post, int comment) {

    /** A comment of any of the users, who all must have comments in all posts. */
    static Place among(List<BsonDocument> users, RandomGenerator random) {
        BsonDocument user = users.get(random.nextInt(users.size()));
        int post = random.nextInt(user.getArray("posts").size());
        BsonDocument at = user.getArray("posts").get(post).asDocument();
        return new Place(user, post, random.nextInt(at.getArray("comments").size()));
    }

    BsonValue userId() {
        return user.get("_id");
    }

    /** The comment's content. */
    String content() {
        BsonDocument at = user.getArray("posts").get(post).asDocument();
        return at.getArray("comments")
                .get(comment)
                .asDocument()
                .getString("content")
                .getValue();
    }

    /** How many elements the user has, with itself. */
    int elements() {
        return 1
                + user.getArray("posts").stream()
                        .mapToInt(at -> 1 + at.asDocument().getArray("comments").size())
                        .sum();
    }

    /** Whether the posts are in the order of their titles, and those of one title in that of their ids. */
    boolean isSorted() {
        List<List<String>> keys = user.getArray("posts").stream()
                .map(BsonValue::asDocument)
                .map(at -> List.of(
                        at.getString("title").getValue(), at.getString("_id").getValue()))
                .toList();
        return keys.equals(keys.stream()
                .sorted(Comparator.<List<String>, String>comparing(key -> key.get(0))
                        .thenComparing(key -> key.get(1)))
                .toList());
    }
}

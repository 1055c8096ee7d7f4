package dev.flattensync.stress.explain;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * A document that PostgreSQL can make the rows of by itself: 100 posts of 100 comments, like all others but for its ids
 * and the posts' titles.
 *
 * @param number from 0
 */
record GrownUser(int number) {
    /** Posts of a user, and comments of a post. */
    static final int ELEMENTS = 100;
    /** What the ids of users, posts and comments begin with. */
    static final List<String> PREFIXES = List.of("u", "p", "c");
    /** The number in the first id of each, such that all ids are of one length. */
    static final int FIRST = 100_000_000;

    String id() {
        return id(0, number);
    }

    String postId(int post) {
        return id(1, number * ELEMENTS + post);
    }

    String commentId(int post, int comment) {
        return id(2, (number * ELEMENTS + post) * ELEMENTS + comment);
    }

    BsonDocument document() {
        return new BsonDocument("_id", new BsonString(id()))
                .append("name", new BsonString("n"))
                .append("posts", array(this::post));
    }

    private BsonDocument post(int post) {
        return new BsonDocument("_id", new BsonString(postId(post)))
                .append("title", new BsonString("t" + (100 + post)))
                .append("body", new BsonString("b"))
                .append("comments", array(comment -> comment(post, comment)));
    }

    private BsonDocument comment(int post, int comment) {
        return new BsonDocument("_id", new BsonString(commentId(post, comment))).append("content", new BsonString("c"));
    }

    private static BsonArray array(IntFunction<BsonDocument> element) {
        return new BsonArray(IntStream.range(0, ELEMENTS).mapToObj(element).toList());
    }

    private static String id(int depth, int number) {
        return PREFIXES.get(depth) + (FIRST + number);
    }
}

package dev.flattensync.stress.benchmark;

import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.stress.workload.SyntheticDocuments;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Users with posts with comments as changes leave them, in four bytes a field: which change has set it last. All else
 * follows from that number and the seed, so a walk through them makes each document anew, and never holds two.
 */
final class TailDocuments implements Iterable<BsonDocument> {
    private static final String SENTENCE = "what somebody thought of it after a while #";

    private final SyntheticDocuments original;
    private final List<BsonValue> ids;
    /** For each user the number of the change that has set the name; 0 for none. */
    private final int[] names;
    /** For each user and post the same of the title. */
    private final int[][] titles;
    /** For each user and post the same of the content of each comment. Grows in steps. */
    private final int[][][] contents;
    /** For each user and post the number of comments. */
    private final int[][] comments;

    private final int commentsAtFirst;

    /**
     * @param mapping of users with posts with comments
     * @param scale the number of users, of posts of each, of comments of each post
     */
    TailDocuments(DocumentMapping mapping, List<Integer> scale, long seed) {
        int users = scale.get(0);
        int posts = scale.get(1);
        this.commentsAtFirst = scale.get(2);
        this.original = new SyntheticDocuments(mapping, scale, seed);
        // A document's id does not depend on what it embeds.
        this.ids = StreamSupport.stream(
                        new SyntheticDocuments(mapping, List.of(users, 0, 0), seed).spliterator(), false)
                .map(document -> document.get("_id"))
                .toList();
        this.names = new int[users];
        this.titles = new int[users][posts];
        this.contents = new int[users][posts][commentsAtFirst];
        this.comments = new int[users][posts];
        for (int[] ofUser : comments) {
            Arrays.fill(ofUser, commentsAtFirst);
        }
    }

    int users() {
        return names.length;
    }

    int posts() {
        return titles[0].length;
    }

    /** The number of comments of a post. */
    int comments(int user, int post) {
        return comments[user][post];
    }

    /** The {@code _id} of a user. */
    BsonValue id(int user) {
        return ids.get(user);
    }

    /** What a change sets a field to. */
    static BsonString text(int change) {
        return new BsonString(SENTENCE + change);
    }

    /** A change sets a user's name. */
    void setName(int user, int change) {
        names[user] = change;
    }

    /** A change sets a post's title. */
    void setTitle(int user, int post, int change) {
        titles[user][post] = change;
    }

    /** A change sets a comment's content. */
    void setContent(int user, int post, int comment, int change) {
        contents[user][post][comment] = change;
    }

    /**
     * A change pushes a comment.
     *
     * @return the comment; its position is the number of comments before
     */
    BsonDocument push(int user, int post, int change) {
        int position = comments[user][post]++;
        if (position == contents[user][post].length) {
            contents[user][post] = Arrays.copyOf(contents[user][post], position + position / 4 + 1);
        }
        contents[user][post][position] = change;
        return pushed(user, post, position);
    }

    /** The documents as they are now, one at a time. */
    @Override
    public Iterator<BsonDocument> iterator() {
        Iterator<BsonDocument> documents = original.iterator();
        return new Iterator<>() {
            private int user;

            @Override
            public boolean hasNext() {
                return documents.hasNext();
            }

            @Override
            public BsonDocument next() {
                return changed(documents.next(), user++);
            }
        };
    }

    private BsonDocument changed(BsonDocument document, int user) {
        set(document, "name", names[user]);
        BsonArray posts = document.getArray("posts");
        for (int post = 0; post < posts.size(); post++) {
            BsonDocument posted = posts.get(post).asDocument();
            set(posted, "title", titles[user][post]);
            BsonArray array = posted.getArray("comments");
            for (int comment = 0; comment < commentsAtFirst; comment++) {
                set(array.get(comment).asDocument(), "content", contents[user][post][comment]);
            }
            for (int comment = commentsAtFirst; comment < comments[user][post]; comment++) {
                array.add(pushed(user, post, comment));
            }
        }
        return document;
    }

    private static void set(BsonDocument element, String field, int change) {
        if (change != 0) {
            element.put(field, text(change));
        }
    }

    private BsonDocument pushed(int user, int post, int comment) {
        return new BsonDocument("_id", new BsonString("pushed-" + user + "-" + post + "-" + comment))
                .append("content", text(contents[user][post][comment]));
    }
}

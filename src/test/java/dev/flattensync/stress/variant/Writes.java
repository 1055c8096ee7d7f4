package dev.flattensync.stress.variant;

import dev.flattensync.flatten.ElementAddress;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.primary.WriteCommand;
import dev.flattensync.stress.workload.ChangeKind;
import dev.flattensync.stress.workload.ElementSource;
import dev.flattensync.stress.workload.Operation;
import dev.flattensync.stress.workload.Verb;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;

/** The questions that write, done to documents as an application does them. */
final class Writes {
    private final BlogMapping blog;
    private final ChangeLog documents;
    private final ElementSource newElements;
    private long edits;

    Writes(BlogMapping blog, ChangeLog documents, ElementSource newElements) {
        this.blog = blog;
        this.documents = documents;
        this.newElements = newElements;
    }

    /**
     * Does it.
     *
     * @return its place in the stream
     * @throws IllegalStateException if it changed nothing
     */
    BsonTimestamp apply(Question question, Place at) {
        BsonTimestamp before = documents.end().time();
        BsonTimestamp done = question == Question.REORDER_POSTS
                ? documents.apply(reorder(at))
                : documents.apply(operation(question, at));
        if (done.equals(before)) {
            throw new IllegalStateException("expected \"%s\" to change user %s, found it changed nothing"
                    .formatted(question.label(), at.userId()));
        }
        return done;
    }

    private Operation operation(Question question, Place at) {
        ElementAddress user = ElementAddress.root(blog.user());
        ElementAddress post = user.element(blog.post(), at.post());
        ElementAddress firstPost = user.element(blog.post(), 0);
        return switch (question) {
            case EDIT_COMMENT, EDIT_BEHIND_PULL ->
                new Operation.Edit(
                        kind(Verb.EDIT, blog.comment()),
                        at.userId(),
                        new Operation.FieldEdit(
                                post.element(blog.comment(), at.comment()),
                                blog.content(),
                                new BsonString("edited " + ++edits)));
            case PUSH_COMMENT ->
                new Operation.Push(kind(Verb.PUSH, blog.comment()), at.userId(), post, fresh(blog.comment()));
            case PULL_COMMENT ->
                new Operation.Pull(kind(Verb.PULL, blog.comment()), at.userId(), post.element(blog.comment(), 0));
            case PUSH_POST -> new Operation.Push(kind(Verb.PUSH, blog.post()), at.userId(), user, fresh(blog.post()));
            case PULL_POST -> new Operation.Pull(kind(Verb.PULL, blog.post()), at.userId(), firstPost);
            case INSERT_POST ->
                new Operation.InsertAt(kind(Verb.INSERT, blog.post()), at.userId(), firstPost, fresh(blog.post()));
            case DELETE_USER -> new Operation.Delete(kind(Verb.DELETE, blog.user()), at.userId());
            case INSERT_USER -> new Operation.Insert(kind(Verb.INSERT, blog.user()), fresh(blog.user()));
            case LOOK_UP_COMMENT, READ_USER, REORDER_POSTS ->
                throw new IllegalArgumentException(question + " is no operation");
        };
    }

    /** {@code $push} of nothing, with {@code $sort}. */
    private WriteCommand reorder(Place at) {
        BsonInt32 direction = new BsonInt32(at.isSorted() ? -1 : 1);
        BsonDocument sort = new BsonDocument("$each", new BsonArray())
                .append("$sort", new BsonDocument(blog.title().dottedPath(), direction).append("_id", direction));
        return new WriteCommand.Update(
                new BsonDocument("_id", at.userId()),
                new BsonDocument(
                        "$push", new BsonDocument(String.join(".", blog.post().arrayPath()), sort)),
                List.of(),
                false,
                false);
    }

    private BsonDocument fresh(ElementMapping element) {
        return newElements.next(element, 1);
    }

    private static ChangeKind kind(Verb verb, ElementMapping element) {
        return new ChangeKind(verb, element);
    }
}

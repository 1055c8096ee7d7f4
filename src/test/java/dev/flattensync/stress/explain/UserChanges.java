package dev.flattensync.stress.explain;

import dev.flattensync.stress.primary.WriteCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;

/** Every kind of change to a user, in an order in which each finds what it is about. */
final class UserChanges {
    private UserChanges() {}

    /** Writes by what they do, in that order. At the end the user is as in the beginning. */
    static Map<String, WriteCommand> of(GrownUser user) {
        String comment = "{_id: 'new comment', content: 'c'}";
        String post = "{_id: '%s', title: 't', body: 'b', comments: [" + comment + "]}";
        BsonDocument replaced = user.document().append("name", new BsonString("replaced"));
        Map<String, WriteCommand> changes = new LinkedHashMap<>();
        changes.put("edit a comment", update(user, "{$set: {'posts.50.comments.7.content': 'edited'}}"));
        changes.put(
                "edit two comments",
                update(
                        user,
                        "{$set: {'posts.50.comments.7.content': 'edited again', 'posts.51.comments.8.content': 'edited'}}"));
        changes.put("edit a post", update(user, "{$set: {'posts.50.title': 'edited'}}"));
        changes.put(
                "edit two posts",
                update(user, "{$set: {'posts.50.title': 'edited again', 'posts.51.title': 'edited'}}"));
        changes.put("edit a user", update(user, "{$set: {name: 'edited'}}"));
        changes.put("push a comment", update(user, "{$push: {'posts.50.comments': " + comment + "}}"));
        changes.put("push a post", update(user, "{$push: {posts: " + post.formatted("last") + "}}"));
        changes.put(
                "pull comment 0",
                update(user, "{$pull: {'posts.50.comments': {_id: '" + user.commentId(50, 0) + "'}}}"));
        changes.put("overwrite a post's _id", update(user, "{$set: {'posts.60._id': 'other'}}"));
        changes.put("pull post 0", update(user, "{$pull: {posts: {_id: '" + user.postId(0) + "'}}}"));
        changes.put(
                "insert a post at 0",
                update(user, "{$push: {posts: {$each: [" + post.formatted("first") + "], $position: 0}}}"));
        changes.put("reorder the posts", update(user, "{$push: {posts: {$each: [], $sort: {title: -1}}}}"));
        changes.put("replace a user", replacement(user, replaced));
        changes.put("replace a user by the same", replacement(user, unmapped(replaced)));
        changes.put("delete a user", new WriteCommand.Delete(query(user), false));
        changes.put("insert a user", new WriteCommand.Insert(user.document()));
        return changes;
    }

    /** Differs in a field that no table holds. */
    private static BsonDocument unmapped(BsonDocument document) {
        return document.clone().append("unmapped", BsonBoolean.TRUE);
    }

    private static WriteCommand update(GrownUser user, String update) {
        return new WriteCommand.Update(query(user), BsonDocument.parse(update), List.of(), false, false);
    }

    private static WriteCommand replacement(GrownUser user, BsonDocument document) {
        return new WriteCommand.Update(query(user), document, List.of(), false, false);
    }

    private static BsonDocument query(GrownUser user) {
        return new BsonDocument("_id", new BsonString(user.id()));
    }
}

package dev.flattensync.stress.variant;

import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldMapping;
import dev.flattensync.mapping.FieldType;
import dev.flattensync.stress.InvalidInputException;
import java.util.List;

/**
 * The documents that the original experiment is about: a user embeds posts, a post embeds comments.
 *
 * @param mapping the mapping tree
 * @param user the document
 * @param post what it embeds
 * @param comment what a post embeds
 * @param title the post's field that posts are ordered by
 * @param content the comment's field that is looked up and edited
 */
public record BlogMapping(
        DocumentMapping mapping,
        ElementMapping user,
        ElementMapping post,
        ElementMapping comment,
        FieldMapping title,
        FieldMapping content) {

    /**
     * Finds them in a mapping tree.
     *
     * @throws InvalidInputException if they are not there
     */
    public static BlogMapping of(DocumentMapping mapping) {
        ElementMapping post = array(mapping.root(), "posts");
        ElementMapping comment = array(post, "comments");
        if (!comment.arrays().isEmpty()) {
            throw refused("no array in a " + comment.name());
        }
        return new BlogMapping(mapping, mapping.root(), post, comment, field(post, "title"), field(comment, "content"));
    }

    private static ElementMapping array(ElementMapping parent, String name) {
        if (parent.arrays().size() != 1 || !parent.arrays().get(0).arrayPath().equals(List.of(name))) {
            throw refused("the array \"%s\" in a %s and no other".formatted(name, parent.name()));
        }
        return parent.arrays().get(0);
    }

    private static FieldMapping field(ElementMapping element, String name) {
        return element.fields().stream()
                .filter(field -> field.path().equals(List.of(name)) && field.type() == FieldType.TEXT)
                .findFirst()
                .orElseThrow(() -> refused("the text \"%s\" of a %s".formatted(name, element.name())));
    }

    private static InvalidInputException refused(String missing) {
        return new InvalidInputException(
                "stress.mapping: the seed's experiment is about users, their posts and their comments; expected %s: allowed is \"users\""
                        .formatted(missing));
    }
}

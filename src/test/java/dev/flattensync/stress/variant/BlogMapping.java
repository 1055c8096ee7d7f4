package dev.flattensync.stress.variant;

import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldMapping;
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
        return new BlogMapping(mapping, mapping.root(), post, comment, field(post, "title"), field(comment, "content"));
    }

    private static ElementMapping array(ElementMapping parent, String name) {
        return parent.arrays().stream()
                .filter(array -> array.arrayPath().equals(List.of(name)))
                .findFirst()
                .orElseThrow(() -> refused("the array \"%s\" in a %s".formatted(name, parent.name())));
    }

    private static FieldMapping field(ElementMapping element, String name) {
        return element.fields().stream()
                .filter(field -> field.path().equals(List.of(name)))
                .findFirst()
                .orElseThrow(() -> refused("the field \"%s\" of a %s".formatted(name, element.name())));
    }

    private static InvalidInputException refused(String missing) {
        return new InvalidInputException(
                "stress.mapping: the seed's experiment is about users, their posts and their comments; expected %s, found none: allowed is \"users\""
                        .formatted(missing));
    }
}

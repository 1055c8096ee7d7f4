package dev.flattensync.stress.page;

import java.util.List;

/**
 * What a page leads to.
 *
 * @param links in their order
 */
public record Links(List<Link> links) {

    /**
     * A link.
     *
     * @param text what is read
     * @param target relative to the page
     */
    public record Link(String text, String target) {}

    /** Copies the links. */
    public Links {
        links = List.copyOf(links);
    }
}

package dev.flattensync;

import com.typesafe.config.ConfigFactory;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.MappingReader;

/** Mappings that tests share. */
public final class TestMappings {

    private TestMappings() {}

    /** Users, posts and comments: the tree that the configuration has by default. */
    public static DocumentMapping users() {
        return read("""
                collection = users, element = user, link = u, fields = [ name text ]
                arrays = [ {
                  field = posts, element = post, link = p, fields = [ title text, body text ]
                  arrays = [ { field = comments, element = comment, link = c, fields = [ content text ] } ]
                } ]
                """);
    }

    /** As {@link #users()}, with replies in each comment: three arrays deep. */
    public static DocumentMapping usersWithReplies() {
        return read("""
                collection = users, element = user, link = u, fields = [ name text ]
                arrays = [ {
                  field = posts, element = post, link = p, fields = [ title text, body text ]
                  arrays = [ {
                    field = comments, element = comment, link = c, fields = [ content text ]
                    arrays = [ { field = replies, element = reply, link = r, fields = [ words text ] } ]
                  } ]
                } ]
                """);
    }

    /** Users whose city, age and posts sit in an embedded document, and that have a field of any value. */
    public static DocumentMapping usersWithProfile() {
        return read("""
                collection = users, element = user, link = u
                fields = [ profile.city text, profile.age integer, settings jsonb ]
                arrays = [ { field = profile.posts, element = post, link = p, fields = [ title text, meta.views integer ] } ]
                """);
    }

    /** A mapping from HOCON; errors name the key {@code mappings.test}. */
    public static DocumentMapping read(String hocon) {
        return MappingReader.read("mappings.test", ConfigFactory.parseString(hocon));
    }

    /** The element of that name. */
    public static ElementMapping element(DocumentMapping mapping, String name) {
        return mapping.elements().stream()
                .filter(element -> element.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

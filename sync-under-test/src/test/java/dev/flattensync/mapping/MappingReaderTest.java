package dev.flattensync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.TestMappings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingReaderTest {
    private static final String ROOT = "collection = users, element = user, link = u\n";

    @Test
    void readsTheTreeOfUsersPostsAndComments() {
        DocumentMapping mapping = TestMappings.users();

        assertThat(mapping.collection()).isEqualTo("users");
        assertThat(mapping.elements()).extracting(ElementMapping::name).containsExactly("user", "post", "comment");
        assertThat(mapping.elements()).extracting(ElementMapping::table).containsExactly("users", "posts", "comments");
        assertThat(mapping.elements()).extracting(ElementMapping::link).containsExactly("u", "p", "c");
        assertThat(mapping.elements()).extracting(ElementMapping::depth).containsExactly(0, 1, 2);
        assertThat(mapping.elements())
                .extracting(ElementMapping::arrayPath)
                .containsExactly(List.of(), List.of("posts"), List.of("comments"));
        assertThat(mapping.elements().get(1).fields())
                .containsExactly(
                        new FieldMapping(List.of("title"), "title", FieldType.TEXT),
                        new FieldMapping(List.of("body"), "body", FieldType.TEXT));
        assertThat(mapping.elements().get(2).chain()).isEqualTo(mapping.elements());
    }

    @Test
    void tableComesFromCollectionOrFieldAndLinkFromElement() {
        DocumentMapping mapping = TestMappings.read(
                "collection = shops, element = shop, arrays = [ { field = stock.items, element = item } ]");

        assertThat(mapping.elements()).extracting(ElementMapping::table).containsExactly("shops", "stock_items");
        assertThat(mapping.elements()).extracting(ElementMapping::link).containsExactly("shop", "item");
        assertThat(mapping.elements().get(1).arrayPath()).containsExactly("stock", "items");
    }

    @Test
    void tableCanBeNamed() {
        DocumentMapping mapping = TestMappings.read(
                "collection = c, table = people, element = person, arrays = [ { field = f, element = pet, table = animals } ]");

        assertThat(mapping.elements()).extracting(ElementMapping::table).containsExactly("people", "animals");
    }

    @ParameterizedTest
    @CsvSource({
        "name text, name, name, TEXT",
        "address.city text, address/city, address_city, TEXT",
        "address.city text as town, address/city, town, TEXT",
        "'  age   integer  as  years ', age, years, INTEGER",
        "n bigint, n, n, BIGINT",
        "n double, n, n, DOUBLE",
        "n numeric, n, n, NUMERIC",
        "b boolean, b, b, BOOLEAN",
        "t timestamp, t, t, TIMESTAMP",
        "j jsonb, j, j, JSONB"
    })
    void shortFieldIsPathTypeAndMaybeColumn(String field, String path, String column, FieldType type) {
        DocumentMapping mapping = TestMappings.read(ROOT + "fields = [ \"" + field + "\" ]");

        assertThat(mapping.root().fields()).containsExactly(new FieldMapping(List.of(path.split("/")), column, type));
    }

    @Test
    void longFieldKeepsDotsInNames() {
        DocumentMapping mapping = TestMappings.read(ROOT
                + "fields = [ { path = [a.b, \"c d\"], type = text, column = x }, { path = [e.f], type = text } ]");

        assertThat(mapping.root().fields())
                .containsExactly(
                        new FieldMapping(List.of("a.b", "c d"), "x", FieldType.TEXT),
                        new FieldMapping(List.of("e.f"), "e.f", FieldType.TEXT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fields = [ name ]",
                "fields = [ name text town ]",
                "fields = [ name text as ]",
                "fields = [ 5 ]",
                "fields = [ null ]"
            })
    void fieldOfAnotherFormIsRefusedWithAnExample(String fields) {
        assertRefused(ROOT + fields, "mappings.test.fields[0]", "is no field", "address.city text");
    }

    @Test
    void unknownKeyIsRefusedWithTheKeysThatAreAllowed() {
        assertRefused(
                ROOT + "colection = x",
                "mappings.test.colection: unknown key",
                "arrays, collection, element, fields, link, table");
        assertRefused(
                ROOT + "arrays = [ { field = f, element = e, collection = x } ]",
                "mappings.test.arrays[0].collection: unknown key");
        assertRefused(
                ROOT + "fields = [ { path = [a], type = text, name = x } ]",
                "mappings.test.fields[0].name: unknown key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "element = user; mappings.test.collection is missing",
                "collection = users; mappings.test.element is missing",
                "collection = users, element = ''; mappings.test.element is empty",
                "collection = users, element = user, link = ''; mappings.test.link is empty",
                "collection = users, element = user, arrays = [ { element = post } ]; mappings.test.arrays[0].field is missing",
                "collection = users, element = user, arrays = [ { field = posts } ]; mappings.test.arrays[0].element is missing",
                "collection = users, element = user, fields = [ { path = [a] } ]; mappings.test.fields[0].type is missing"
            })
    void missingOrEmptyNameIsRefused(String mapping, String message) {
        assertRefused(mapping.replace("''", "\"\""), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fields = text",
                "arrays = posts",
                "arrays = [ posts ]",
                "link = [ u ]",
                "fields = [ { type = text } ]"
            })
    void valueOfTheWrongKindIsRefusedAtItsKey(String wrong) {
        assertRefused("collection = users, element = user, " + wrong, "mappings.test");
    }

    @Test
    void unknownTypeIsRefusedWithTheTypesThatThereAre() {
        assertRefused(
                ROOT + "fields = [ a text, name varchar ]",
                "mappings.test.fields[1]: unknown type \"varchar\"",
                "text, integer, bigint, double, numeric, boolean, timestamp, jsonb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fields = [ a text, b text as a ]",
                "fields = [ a.b text, a_b text ]",
                "fields = [ a text as _id ]",
                "arrays = [ { field = f, element = e, fields = [ u_id text ] } ]",
                "arrays = [ { field = f, element = e, link = p, arrays = [ { field = g, element = h, fields = [ a text as u_index ] } ] } ]",
                "arrays = [ { field = f, element = e, link = u, arrays = [ { field = g, element = h } ] } ]"
            })
    void columnsOfOneNameAreRefusedInWhicheverSchemaTheyMeet(String colliding) {
        assertRefused(ROOT + colliding, "column of table", "is claimed twice");
    }

    @Test
    void tablesOfOneNameAreRefused() {
        assertRefused(
                ROOT + "arrays = [ { field = f, element = e, table = users } ]",
                "table \"users\" is claimed twice, by user and by e");
    }

    @Test
    void elementsOfOneNameAreRefused() {
        assertRefused(
                ROOT + "arrays = [ { field = f, element = e }, { field = g, element = e } ]",
                "element \"e\" is claimed twice, by f and by g");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fields = [ a text, a.b text ]",
                "fields = [ a.b.c text, a.b jsonb ]",
                "fields = [ a text, a text as b ]",
                "fields = [ _id text as other ]",
                "fields = [ _id.part text ]",
                "fields = [ f jsonb ], arrays = [ { field = f, element = e } ]",
                "fields = [ f.size integer ], arrays = [ { field = f, element = e } ]",
                "arrays = [ { field = f, element = e }, { field = f.g, element = h } ]"
            })
    void pathsOfWhichOneContainsTheOtherAreRefused(String overlapping) {
        assertRefused(ROOT + overlapping, "of which one contains the other");
    }

    @Test
    void pathsThatOnlyStartWithTheSameLettersAreFine() {
        assertThat(TestMappings.read(ROOT + "fields = [ a text, ab.c text ]")
                        .root()
                        .fields())
                .hasSize(2);
    }

    @Test
    void identifierMayBeAsLongAsPostgresKeepsIt() {
        String longest = "x".repeat(61) + "\u00e4";

        assertThat(TestMappings.read(ROOT + "fields = [ \"a text as " + longest + "\" ]")
                        .root()
                        .fields())
                .extracting(FieldMapping::column)
                .containsExactly(longest);
        assertRefused(ROOT + "fields = [ \"a text as x" + longest + "\" ]", "column of field \"a\" is 64 bytes long");
        assertRefused(ROOT + "table = \"x" + longest + "\"", "table of element \"user\" is 64 bytes long");
    }

    @Test
    void namesThatPostgresWouldCutToOneAreRefusedWithBothNames() {
        String cut = "x".repeat(63);

        assertRefused(
                ROOT + "fields = [ \"a text as %1$s1\", \"b text as %1$s2\" ]".formatted(cut),
                "the columns of table \"users\", \"%1$s1\" and \"%1$s2\" are one to PostgreSQL".formatted(cut));
        assertRefused(
                ROOT + "table = %1$s1, arrays = [ { field = f, element = e, table = %1$s2 } ]".formatted(cut),
                "the tables \"%1$s1\" and \"%1$s2\" are one to PostgreSQL".formatted(cut));
    }

    @Test
    void linkIsRefusedIfItsLongestColumnIsTooLong() {
        String array = ", arrays = [ { field = f, element = e } ]";

        assertThat(TestMappings.read("collection = c, element = r, link = " + "x".repeat(57) + array)
                        .elements())
                .hasSize(2);
        assertRefused(
                "collection = c, element = r, link = " + "x".repeat(58) + array,
                "link to element \"r\" is 64 bytes long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a{b", "a}b", "a\\u0000b"})
    void identifierThatCannotBeQuotedEverywhereIsRefused(String column) {
        assertRefused(
                ROOT + "fields = [ { path = [a], type = text, column = \"" + column + "\" } ]",
                "must not be empty or hold NUL, { or }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"})
    void columnThatEveryPostgresTableAlreadyHasIsRefused(String systemColumn) {
        assertRefused(
                ROOT + "fields = [ " + systemColumn + " text ]",
                "is claimed twice, by PostgreSQL itself and by field " + systemColumn);
    }

    @Test
    void tableMayNotLookLikeTheSyncsOwn() {
        assertRefused(ROOT + "table = flattensync_users", "starts with flattensync_");
        assertThat(TestMappings.read(ROOT + "table = flattensync").root().table())
                .isEqualTo("flattensync");
    }

    private static void assertRefused(String mapping, String... message) {
        assertThatThrownBy(() -> TestMappings.read(mapping))
                .isInstanceOf(InvalidMappingException.class)
                .hasMessageContainingAll(message);
    }
}

package dev.flattensync.stress.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.stress.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSetFileTest {
    private final Blog blog = new Blog();

    @TempDir
    private Path folder;

    @Test
    void everyLineIsADocument() throws IOException {
        assertThat(read("{\"_id\":\"1\",\"posts\":[{\"_id\":\"p1\"}]}\n{\"_id\":\"2\"}\n"))
                .containsExactly(
                        BsonDocument.parse("{_id: '1', posts: [{_id: 'p1'}]}"), BsonDocument.parse("{_id: '2'}"));
    }

    @Test
    void blankLinesAreSkipped() throws IOException {
        assertThat(read("\n  \n{\"_id\":\"1\"}\r\n\r\n{\"_id\":\"2\"}")).hasSize(2);
    }

    @Test
    void canonicalAndRelaxedExtendedJsonAreRead() throws IOException {
        String canonical = "{\"_id\":{\"$oid\":\"5f0000000000000000000001\"},\"likes\":{\"$numberInt\":\"3\"},"
                + "\"views\":{\"$numberLong\":\"4\"},\"at\":{\"$date\":{\"$numberLong\":\"1577836800000\"}}}";
        String relaxed =
                "{\"_id\":{\"$oid\":\"5f0000000000000000000002\"},\"likes\":3,\"views\":{\"$numberLong\":\"4\"},"
                        + "\"at\":{\"$date\":\"2020-01-01T00:00:00Z\"}}";

        List<BsonDocument> documents = read(canonical + "\n" + relaxed);

        assertThat(documents).allSatisfy(document -> {
            assertThat(document.get("likes")).isEqualTo(new BsonInt32(3));
            assertThat(document.get("views")).isEqualTo(new BsonInt64(4));
            assertThat(document.getDateTime("at").getValue()).isEqualTo(1_577_836_800_000L);
        });
        assertThat(documents.get(0).getObjectId("_id").getValue().toHexString()).isEqualTo("5f0000000000000000000001");
    }

    @Test
    void missingFileIsNamed() {
        Path missing = folder.resolve("missing.jsonl");

        assertThatThrownBy(() -> new DataSetFile(missing, blog.mapping(), DataSetFileTest::asInSchema1).read())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("stress.dataset.file = \"" + missing + "\"", "no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n \n"})
    void emptyFileIsRefused(String content) {
        assertRefused(content, "the file is empty", "at least one document");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_id\":",
                "no JSON",
                "42",
                "{\"_id\":{\"$oid\":\"short\"}}",
                "{\"_id\":{\"$numberInt\":\"x\"}}"
            })
    void lineThatIsNoDocumentIsNamed(String line) {
        assertRefused("{\"_id\":\"1\"}\n\n" + line, "line 3 is not a JSON document", "one document a line");
    }

    @Test
    void fileOfOneJsonArrayIsRefused() {
        assertRefused("[{\"_id\":\"1\"},\n{\"_id\":\"2\"}]", "line 1 is not a JSON document", "without --jsonArray");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"_id\":\"1\"}{\"_id\":\"2\"}", "{\"_id\":\"1\"} and more"})
    void lineThatGoesOnBehindItsDocumentIsRefused(String line) {
        assertRefused(line, "line 1", "one document a line");
    }

    @Test
    void fileInAnotherEncodingIsRefused() throws IOException {
        Path file = folder.resolve("latin1.jsonl");
        Files.write(file, "{\"_id\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> new DataSetFile(file, blog.mapping(), DataSetFileTest::asInSchema1).read())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void documentThatDoesNotFitTheMappingIsNamedWithLineAndPath() {
        assertRefused(
                "{\"_id\":\"1\"}\n{\"_id\":\"2\",\"posts\":[{\"_id\":\"p1\",\"title\":[]}]}",
                "line 2, path \"posts.0.title\": expected a string, found an array",
                "stress.mapping");
    }

    @Test
    void arrayThatIsNoneIsNamedWithLineAndPath() {
        assertRefused(
                "{\"_id\":\"1\",\"posts\":\"none\"}", "line 1, path \"posts\": expected an array, found a string");
    }

    @Test
    void documentWithoutIdIsRefused() {
        assertRefused("{\"name\":\"a\"}", "line 1, path \"_id\": expected an _id, found nothing");
    }

    @Test
    void documentsOfOneIdAreNamedWithBothLines() {
        assertRefused(
                "{\"_id\":33}\n\n{\"_id\":{\"$numberLong\":\"33\"}}",
                "line 3: a second user with the _id",
                "33",
                "the first is in line 1");
    }

    @Test
    void postsOfOneIdInTwoDocumentsAreNamedWithBothLines() {
        assertRefused(
                "{\"_id\":\"1\",\"posts\":[{\"_id\":\"p1\"}]}\n{\"_id\":\"2\",\"posts\":[{\"_id\":\"p1\"}]}",
                "line 2: a second post with the _id p1, the first is in line 1");
    }

    @Test
    void postsOfTwoDocumentsMayShareAnIdWhereTheirChildrenKnowTheDocument() throws IOException {
        Path file = Files.writeString(
                folder.resolve("users.jsonl"),
                "{\"_id\": \"1\", \"posts\": [{\"_id\": \"p1\"}]}\n{\"_id\": \"2\", \"posts\": [{\"_id\": \"p1\"}]}\n");

        assertThat(new DataSetFile(
                                file,
                                blog.mapping(),
                                element -> element.parent().isEmpty())
                        .read())
                .hasSize(2);
    }

    @Test
    void innermostElementsMayShareAnId() throws IOException {
        assertThat(read("{\"_id\":\"1\",\"posts\":[{\"_id\":\"p1\",\"comments\":[{\"_id\":\"c\"},{\"_id\":\"c\"}]}]}"))
                .hasSize(1);
    }

    private void assertRefused(String content, String... parts) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("stress.dataset.file = ")
                .hasMessageContainingAll(parts);
    }

    private List<BsonDocument> read(String content) throws IOException {
        return new DataSetFile(
                        Files.writeString(folder.resolve("users.jsonl"), content),
                        blog.mapping(),
                        DataSetFileTest::asInSchema1)
                .read();
    }

    private static boolean asInSchema1(ElementMapping element) {
        return element.parent().isEmpty() || !element.arrays().isEmpty();
    }
}

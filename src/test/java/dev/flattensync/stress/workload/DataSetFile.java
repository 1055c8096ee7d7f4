package dev.flattensync.stress.workload;

import dev.flattensync.flatten.FlatElement;
import dev.flattensync.flatten.Flattener;
import dev.flattensync.flatten.MappingViolationException;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.stress.InvalidInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.bson.BsonInvalidOperationException;
import org.bson.BsonSerializationException;
import org.bson.BsonType;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;
import org.bson.json.JsonParseException;
import org.bson.json.JsonReader;

/** Reads the file that {@code mongoexport} writes: extended JSON, canonical or relaxed, one document a line. */
public final class DataSetFile {
    private final Path file;
    private final DocumentMapping mapping;
    private final Predicate<ElementMapping> needsUniqueId;
    /** Ids by element and text, to the line that has them: those that other rows link to by this id alone. */
    private final Map<String, Integer> linesOfIds = new HashMap<>();

    /**
     * @param file where it is
     * @param mapping what its documents must fit
     * @param needsUniqueId the elements whose ids must be unique in the whole collection
     */
    public DataSetFile(Path file, DocumentMapping mapping, Predicate<ElementMapping> needsUniqueId) {
        this.file = file;
        this.mapping = mapping;
        this.needsUniqueId = needsUniqueId;
    }

    /**
     * Reads and checks all documents.
     *
     * @return at least one
     * @throws InvalidInputException if the file is missing, empty or not JSON, or a document does not fit the mapping
     */
    public List<BsonDocument> read() {
        if (!Files.isRegularFile(file)) {
            throw invalid("no such file; it takes a file as mongoexport writes it, one document a line");
        }
        List<BsonDocument> documents = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    documents.add(document(line, number));
                }
            }
        } catch (IOException e) {
            throw invalid("can't be read as UTF-8 text (" + e.getMessage() + ")");
        }
        if (documents.isEmpty()) {
            throw invalid("the file is empty; at least one document is needed");
        }
        return documents;
    }

    private BsonDocument document(String line, int number) {
        BsonDocument document = parse(line, number);
        try {
            claimIds(Flattener.document(mapping, document), number);
            return document;
        } catch (MappingViolationException e) {
            throw invalid(
                    "line %d, path \"%s\": expected %s, found %s; change the mapping (stress.mapping) or the document"
                            .formatted(number, e.path(), e.expected(), e.found()));
        }
    }

    private BsonDocument parse(String line, int number) {
        try {
            JsonReader reader = new JsonReader(line);
            BsonDocument document = new BsonDocumentCodec()
                    .decode(reader, DecoderContext.builder().build());
            if (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
                throw new JsonParseException("there is more behind the document");
            }
            return document;
        } catch (JsonParseException
                | BsonInvalidOperationException
                | BsonSerializationException
                | IllegalArgumentException e) {
            throw invalid(
                    "line %d is not a JSON document; expected extended JSON, one document a line, as mongoexport writes without --jsonArray"
                            .formatted(number));
        }
    }

    private void claimIds(FlatElement element, int number) {
        if (needsUniqueId.test(element.mapping())) {
            Integer other = linesOfIds.putIfAbsent(element.mapping().name() + " " + element.id(), number);
            if (other != null) {
                throw invalid("line %d: a second %s with the _id %s, the first is in line %d; %s"
                        .formatted(number, element.mapping().name(), element.id(), other, advice(element.mapping())));
            }
        }
        element.arrays().forEach(array -> array.elements().values().forEach(child -> claimIds(child, number)));
    }

    private static String advice(ElementMapping element) {
        return element.parent().isEmpty()
                ? "documents need an _id of their own"
                : "in schema1 its children know it by its _id alone: leave schema1 out of stress.schemas";
    }

    private InvalidInputException invalid(String problem) {
        return new InvalidInputException("stress.dataset.file = \"%s\": %s".formatted(file, problem));
    }
}

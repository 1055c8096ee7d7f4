package dev.flattensync.stress.primary;

import dev.flattensync.stress.workload.DocumentPaths;
import dev.flattensync.stress.workload.Operation;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** What a document is after an operation, so that the next one can be written without asking the server. */
final class OperationEffect {

    private OperationEffect() {}

    /**
     * The document after an operation that is no delete. It shares with the document before what did not change.
     *
     * @param before null for an insert
     */
    static BsonDocument after(BsonDocument before, Operation operation) {
        if (operation instanceof Operation.Insert insert) {
            return insert.document();
        }
        if (operation instanceof Operation.Replace replace) {
            return edited(before, replace.edits());
        }
        if (operation instanceof Operation.Edit edit) {
            return edited(before, List.of(edit.edit()));
        }
        if (operation instanceof Operation.Push push) {
            BsonArray array = array(before, arrayPath(push));
            array.add(push.element());
            return with(before, arrayPath(push), array);
        }
        if (operation instanceof Operation.InsertAt insert) {
            List<String> path = arrayPath(insert.address().segments());
            BsonArray array = array(before, path);
            array.add(insert.address().position(), insert.element());
            return with(before, path, array);
        }
        if (operation instanceof Operation.Pull pull) {
            List<String> path = arrayPath(pull.address().segments());
            BsonArray array = array(before, path);
            array.remove(pull.address().position());
            return with(before, path, array);
        }
        throw new IllegalArgumentException("a delete leaves no document: " + operation);
    }

    /** The path of the array that holds the element at a path. */
    static List<String> arrayPath(List<String> elementPath) {
        return elementPath.subList(0, elementPath.size() - 1);
    }

    /** The path of the array that an element is pushed to. */
    static List<String> arrayPath(Operation.Push push) {
        List<String> path = new ArrayList<>(push.parent().segments());
        path.addAll(push.kind().element().arrayPath());
        return path;
    }

    /** The path of the field that is edited. */
    static List<String> path(Operation.FieldEdit edit) {
        List<String> path = new ArrayList<>(edit.at().segments());
        path.addAll(edit.field().path());
        return path;
    }

    private static BsonDocument edited(BsonDocument document, List<Operation.FieldEdit> edits) {
        BsonDocument edited = document;
        for (Operation.FieldEdit edit : edits) {
            edited = with(edited, path(edit), edit.value());
        }
        return edited;
    }

    private static BsonDocument with(BsonDocument document, List<String> path, BsonValue value) {
        return DocumentPaths.with(document, path, value).asDocument();
    }

    /** A copy of an array; an empty one if there is none. */
    private static BsonArray array(BsonDocument document, List<String> path) {
        BsonValue array = DocumentPaths.get(document, path);
        return array == null ? new BsonArray() : DocumentPaths.copy(array.asArray());
    }
}

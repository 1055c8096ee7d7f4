package dev.flattensync.stress.primary;

import dev.flattensync.stress.primary.update.ModifierUpdate;
import dev.flattensync.stress.primary.update.Replacement;
import dev.flattensync.stress.primary.update.Update;
import dev.flattensync.stress.workload.DocumentPaths;
import dev.flattensync.stress.workload.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bson.BsonDocument;

/** The workload's operations as writes to a collection. */
final class OperationWrites {

    private OperationWrites() {}

    /** @throws IllegalStateException if the document is not there, or is there already */
    static void apply(Operation operation, CollectionWrites writes) {
        BsonDocument before = writes.collection().documents().get(operation.documentId());
        if ((before == null) != (operation instanceof Operation.Insert)) {
            throw new IllegalStateException("%s of document %s, which is %s"
                    .formatted(
                            operation.kind(), operation.documentId(), before == null ? "not there" : "there already"));
        }
        if (operation instanceof Operation.Insert insert) {
            writes.insert(insert.document());
        } else if (operation instanceof Operation.Delete) {
            writes.delete(before);
        } else {
            writes.update(before, update(before, operation), OptionalInt.empty());
        }
    }

    private static Update update(BsonDocument before, Operation operation) {
        if (operation instanceof Operation.Replace replace) {
            return new Replacement(edited(before, replace.edits()));
        }
        if (operation instanceof Operation.Edit edit) {
            return ModifierUpdate.set(path(edit.edit()), edit.edit().value());
        }
        if (operation instanceof Operation.Push push) {
            List<String> path = new ArrayList<>(push.parent().segments());
            path.addAll(push.kind().element().arrayPath());
            return ModifierUpdate.push(path, push.element(), OptionalLong.empty());
        }
        if (operation instanceof Operation.InsertAt insert) {
            return ModifierUpdate.push(
                    arrayPath(insert.address().segments()),
                    insert.element(),
                    OptionalLong.of(insert.address().position()));
        }
        Operation.Pull pull = (Operation.Pull) operation;
        return ModifierUpdate.pull(
                arrayPath(pull.address().segments()), pull.address().position());
    }

    private static BsonDocument edited(BsonDocument document, List<Operation.FieldEdit> edits) {
        BsonDocument edited = document;
        for (Operation.FieldEdit edit : edits) {
            edited = DocumentPaths.with(edited, path(edit), edit.value()).asDocument();
        }
        return edited;
    }

    private static List<String> arrayPath(List<String> elementPath) {
        return elementPath.subList(0, elementPath.size() - 1);
    }

    private static List<String> path(Operation.FieldEdit edit) {
        List<String> path = new ArrayList<>(edit.at().segments());
        path.addAll(edit.field().path());
        return path;
    }
}

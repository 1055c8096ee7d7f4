package dev.flattensync.stress.workload;

import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import java.util.ArrayList;
import java.util.List;

/**
 * A kind of change: what is done to which kind of element.
 *
 * @param verb what is done
 * @param element to what
 */
public record ChangeKind(Verb verb, ElementMapping element) {

    /** The name used in all reports and in gates: {@code edit comment}. */
    public String label() {
        return verb.word() + " " + element.name();
    }

    /** The name used as a key of the mix: {@code edit-comment}. A property of the command line can't hold a space. */
    public String key() {
        return verb.word() + "-" + element.name();
    }

    /** All kinds that a mapping allows. An element without mapped fields can't be edited. */
    public static List<ChangeKind> all(DocumentMapping mapping) {
        List<ChangeKind> kinds = new ArrayList<>();
        for (ElementMapping element : mapping.elements()) {
            for (Verb verb : Verb.values()) {
                boolean possible = verb != Verb.EDIT || !element.fields().isEmpty();
                if (possible && verb.suits(element.parent().isEmpty())) {
                    kinds.add(new ChangeKind(verb, element));
                }
            }
        }
        return kinds;
    }

    @Override
    public String toString() {
        return label();
    }
}

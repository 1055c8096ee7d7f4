package dev.flattensync.flatten;

import dev.flattensync.change.UnsupportedChangeException;
import dev.flattensync.mapping.CanonicalJson;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.UnfitValueException;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.BsonValue;

/** One step of a {@link DocumentPatch}: what it does to which element. */
public sealed interface ElementChange {

    /** The element that {@link #applyTo} takes: the changed one, or for a change of an array the one that embeds it. */
    ElementAddress target();

    /** What must be read before the change can become rows; empty if the change says by itself which row it touches. */
    Optional<Region> region();

    /**
     * The element after the change.
     *
     * @param known what the rows of the document are known to hold
     * @throws UnfitValueException if the new value does not fit the mapping
     */
    FlatElement applyTo(FlatElement element, KnownRows known);

    /**
     * A mapped scalar is set, or removed if the value is null.
     *
     * @param field its index in {@link ElementMapping#fields()}
     * @param value the Java value as in {@link FlatElement#values()}
     */
    record SetField(ElementAddress target, int field, Object value) implements ElementChange {
        @Override
        public Optional<Region> region() {
            return Optional.empty();
        }

        @Override
        public FlatElement applyTo(FlatElement element, KnownRows known) {
            return element.withValue(field, value);
        }
    }

    /**
     * The inside of a scalar that is kept as JSON changes.
     *
     * @param field its index in {@link ElementMapping#fields()}
     * @param edit what changes
     */
    record EditInside(ElementAddress target, int field, JsonEdit edit) implements ElementChange {
        @Override
        public Optional<Region> region() {
            return Optional.of(new Region.Row(target));
        }

        @Override
        public FlatElement applyTo(FlatElement element, KnownRows known) {
            BsonValue stored = ((CanonicalJson)
                            Optional.ofNullable(element.values().get(field))
                                    .orElseThrow(() -> unreadable("SQL's null")))
                    .value()
                    .orElseThrow(() -> unreadable("something else"));
            edit.applyTo(stored);
            return element.withValue(field, CanonicalJson.of(stored));
        }

        private UnsupportedChangeException unreadable(String found) {
            return new UnsupportedChangeException("expected a document or an array in \"%s\" of %s, found %s"
                    .formatted(target.mapping().fields().get(field).dottedPath(), target.mapping(), found));
        }
    }

    /**
     * The {@code _id} of an embedded element is overwritten: it becomes another element. A null id is removed.
     *
     * @param address the element's address
     */
    record SetId(ElementAddress address, BsonValue id) implements ElementChange {
        @Override
        public ElementAddress target() {
            return address.parent();
        }

        @Override
        public Optional<Region> region() {
            return Optional.of(Region.element(address));
        }

        @Override
        public FlatElement applyTo(FlatElement parent, KnownRows known) {
            FlatElement element = parent.array(address.mapping()).get(address.position());
            if (element == null) {
                throw new OutOfStepException(
                        "expected an element at path \"%s\", found none; the tables don't match the stream, take a new snapshot"
                                .formatted(address.path()));
            }
            String newId = Flattener.id(address.mapping(), parent.id(), address.position(), id);
            try {
                Flattener.requireShort(newId);
            } catch (UnfitValueException e) {
                throw e.below(String.join(".", address.mapping().arrayPath()) + "." + address.position());
            }
            return parent.withElement(address.mapping(), address.position(), element.withId(newId));
        }
    }

    /**
     * One position of an array is set: a push if it was empty, else the element there is overwritten. A null value
     * leaves a hole.
     *
     * @param address the element's address
     */
    record SetElement(ElementAddress address, BsonValue value) implements ElementChange {
        @Override
        public ElementAddress target() {
            return address.parent();
        }

        @Override
        public Optional<Region> region() {
            return Optional.of(Region.element(address));
        }

        @Override
        public FlatElement applyTo(FlatElement parent, KnownRows known) {
            ElementMapping array = address.mapping();
            return parent.withElement(
                    array, address.position(), Flattener.arrayElement(array, parent.id(), address.position(), value));
        }
    }

    /** A whole array is set, or removed if the value is null. */
    record SetArray(ElementAddress target, ElementMapping array, BsonValue value) implements ElementChange {
        @Override
        public Optional<Region> region() {
            return Optional.of(Region.array(target, array));
        }

        @Override
        public FlatElement applyTo(FlatElement parent, KnownRows known) {
            return parent.withArray(array, Flattener.array(array, parent.id(), value, known));
        }
    }

    /**
     * An array is cut to its first elements.
     *
     * @param size the number of positions that stay
     */
    record Truncate(ElementAddress target, ElementMapping array, int size) implements ElementChange {
        @Override
        public Optional<Region> region() {
            return Optional.of(Region.array(target, array));
        }

        @Override
        public FlatElement applyTo(FlatElement parent, KnownRows known) {
            return parent.withArray(
                    array, EmbeddedArray.of(new TreeMap<>(parent.array(array).headMap(size, false))));
        }
    }
}

package dev.flattensync.stress.verify;

/** How events tell what changed: each form must occur in a run. */
enum EventForm {
    /** The event of an insert. */
    INSERT,
    /** The event of a delete. */
    DELETE,
    /** A changed document as a whole. */
    REPLACE,
    /** A path to a mapped field that is set. */
    FIELD_SET,
    /** A path to a mapped field that is removed. */
    FIELD_REMOVED,
    /** An embedded single document that holds something mapped, as a whole. */
    EMBEDDED_DOCUMENT_SET,
    /** The same, removed. */
    EMBEDDED_DOCUMENT_REMOVED,
    /** An array of the document as a whole. */
    OUTER_ARRAY_SET,
    /** An array of an element as a whole. */
    INNER_ARRAY_SET,
    /** A path to an array that is removed. */
    ARRAY_REMOVED,
    /** An array that is cut, nothing else in it being changed. */
    TRUNCATION,
    /** An array that is cut, and changed by position. */
    TRUNCATION_AND_POSITIONS,
    /** An array that is cut to nothing. */
    TRUNCATION_TO_EMPTY,
    /** A new element right behind the last. */
    ELEMENT_PUSHED,
    /** A new element further out, without the nulls in between. */
    ELEMENT_PAST_THE_END,
    /** A position that gets another element. */
    ELEMENT_OVERWRITTEN,
    /** A position that was null gets an element. */
    HOLE_FILLED,
    /** A position that becomes null. */
    ELEMENT_TO_NULL,
    /** A path to the {@code _id} of an element, set. */
    ELEMENT_ID_SET,
    /** A path to the {@code _id} of an element, removed. */
    ELEMENT_ID_REMOVED,
    /** A path that is not mapped. */
    UNMAPPED,
    /** A path below a mapped {@code jsonb} value. */
    INSIDE_JSON,
    /** A path below an {@code _id} that is a document. */
    INSIDE_ID,
    /** Paths that could be read in two ways, with their parts. */
    DISAMBIGUATED,
    /** Paths that can't, with their parts all the same. */
    DISAMBIGUATED_NEEDLESSLY,
    /** Several events of one transaction, which share a time. */
    TRANSACTION,
    /** An update that says nothing but the document as a look-up gives it, if anything. */
    DOCUMENT_ONLY,
    /** An update with a later state of the document, as a look-up gives it. */
    WITH_LATER_DOCUMENT
}

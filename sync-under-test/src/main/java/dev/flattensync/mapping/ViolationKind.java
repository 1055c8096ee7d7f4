package dev.flattensync.mapping;

/** In what way a value does not fit its mapping. Violations are counted by it. */
public enum ViolationKind {
    /** A value that the type of its column can't hold: a number for a text, a fraction for an integer. */
    WRONG_TYPE,
    /** Something else where an embedded document or an element should be. */
    NOT_A_DOCUMENT,
    /** Something else where an embedded array should be. */
    NOT_AN_ARRAY,
    /** An {@code _id} that another element has, whose rows could not be told apart. */
    DUPLICATE_ID,
    /** An {@code _id} that is longer than PostgreSQL can keep in an index. */
    LONG_ID,
    /** A document without {@code _id}. */
    MISSING_ID
}

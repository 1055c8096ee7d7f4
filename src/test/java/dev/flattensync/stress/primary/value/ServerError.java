package dev.flattensync.stress.primary.value;

import com.mongodb.MongoCommandException;
import com.mongodb.ServerAddress;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** Errors as a MongoDB server answers them. Source of codes and names: the server's list of error codes. */
public enum ServerError {
    BAD_VALUE(2, "BadValue"),
    FAILED_TO_PARSE(9, "FailedToParse"),
    TYPE_MISMATCH(14, "TypeMismatch"),
    NAMESPACE_NOT_FOUND(26, "NamespaceNotFound"),
    PATH_NOT_VIABLE(28, "PathNotViable"),
    CONFLICTING_UPDATE_OPERATORS(40, "ConflictingUpdateOperators"),
    NO_MATCHING_DOCUMENT(47, "NoMatchingDocument"),
    NAMESPACE_EXISTS(48, "NamespaceExists"),
    EMPTY_FIELD_NAME(56, "EmptyFieldName"),
    IMMUTABLE_FIELD(66, "ImmutableField"),
    INVALID_RESUME_TOKEN(260, "InvalidResumeToken"),
    DUPLICATE_KEY(11000, "DuplicateKey");

    private final int code;
    private final String codeName;

    ServerError(int code, String codeName) {
        this.code = code;
        this.codeName = codeName;
    }

    /** The driver's exception for this error. */
    public MongoCommandException exception(String message) {
        BsonDocument response = new BsonDocument("ok", new BsonDouble(0))
                .append("errmsg", new BsonString(message))
                .append("code", new BsonInt32(code))
                .append("codeName", new BsonString(codeName));
        return new MongoCommandException(response, new ServerAddress());
    }

    /** A value that the server refuses. */
    public static MongoCommandException badValue(String message) {
        return BAD_VALUE.exception(message);
    }
}

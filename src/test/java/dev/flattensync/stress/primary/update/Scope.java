package dev.flattensync.stress.primary.update;

import java.util.Map;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * What the parts of an update of one document can refer to.
 *
 * @param before the document before the update
 * @param arrayFilters which elements each identifier stands for
 * @param context the rest
 */
record Scope(BsonDocument before, Map<String, Predicate<BsonValue>> arrayFilters, UpdateContext context) {}

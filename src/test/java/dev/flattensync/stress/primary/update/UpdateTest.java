package dev.flattensync.stress.primary.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoCommandException;
import com.mongodb.client.model.changestream.UpdateDescription;
import dev.flattensync.stress.primary.value.ExactValues;
import java.util.List;
import java.util.OptionalInt;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of the server beyond those that the vectors show. */
class UpdateTest {
    private static final UpdateContext CONTEXT =
            new UpdateContext(OptionalInt.of(1), new BsonDateTime(5), new BsonTimestamp(1, 2), false);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {a: 2147483647}                | {$inc: {a: 1}}                  | {a: {$numberLong: '2147483648'}}
            {a: {$numberLong: '1'}}        | {$inc: {a: 1}}                  | {a: {$numberLong: '2'}}
            {a: 1}                         | {$inc: {a: 0.5}}                | {a: 1.5}
            {a: 1}                         | {$mul: {a: {$numberDecimal: '2.50'}}} | {a: {$numberDecimal: '2.50'}}
            {a: 0.1}                       | {$inc: {a: {$numberDecimal: '1'}}}    | {a: {$numberDecimal: '1.100000000000000'}}
            {}                             | {$mul: {a: {$numberLong: '7'}}} | {a: {$numberLong: '0'}}
            {a: 65536}                     | {$mul: {a: 65536}}              | {a: {$numberLong: '4294967296'}}
            {a: 5}                         | {$max: {a: 'text'}}             | {a: 'text'}
            {a: 'text'}                    | {$min: {a: 5}}                  | {a: 5}
            {}                             | {$min: {a: 5}}                  | {a: 5}
            {a: 13}                        | {$bit: {a: {and: 10, or: 1}}}   | {a: 9}
            {a: 1}                         | {$bit: {a: {xor: {$numberLong: '3'}}}} | {a: {$numberLong: '2'}}
            {a: []}                        | {$addToSet: {a: 1}}             | {'a.0': 1}
            {a: [1.0]}                     | {$addToSet: {a: {$each: [1, 2]}}} | {'a.1': 2}
            {}                             | {$set: {'a.c': 1, 'a.b': 2}}    | {a: {b: 2, c: 1}}
            {a: [1]}                       | {$set: {'a.3': 4, 'a.10': 5}}   | {'a.3': 4, 'a.10': 5}
            {a: {c: 1}}                    | {$push: {'a.b': 1}}             | {'a.b': [1]}
            {}                             | {$push: {a: {$each: [3, 1], $sort: 1, $slice: 1}}} | {a: [1]}
            {a: [1, 2]}                    | {$pop: {a: -1}}                 | {a: [2]}
            {a: [{b: 1, c: 2}, 5]}         | {$pull: {a: {c: 2}}}            | {a: [5]}
            {a: [{b: 1, c: 2}, {c: 2, b: 1}]} | {$pullAll: {a: [{c: 2, b: 1}]}} | {a: [{b: 1, c: 2}]}
            {a: [1, 2, 3]}                 | {$pull: {a: {$in: [1, 3]}}}     | {a: [2]}
            {a: ['x', 'yy', 1]}            | {$pull: {a: /^y/}}              | {a: ['x', 1]}
            {a: [{b: 1}, {b: 1}]}          | {$set: {'a.$.b': 2, 'a.0.b': 3}} | {'a.0.b': 3, 'a.1.b': 2}
            {a: [{b: 1}]}                  | {$inc: {'a.$[].b': 1}, $set: {'a.$[].c': 1}} | {'a.0.b': 2, 'a.0.c': 1}
            {a: {$date: '1970-01-01T00:00:00Z'}} | {$currentDate: {a: true}} | {a: {$date: '1970-01-01T00:00:00.005Z'}}
            {a: {b: 1, c: 2}}              | {$set: {a: {c: 2, b: 1}}}       | {a: {c: 2, b: 1}}
            """)
    void operatorsAreDescribedByWhatTheyWrote(String before, String update, String updatedFields) {
        BsonDocument expected = BsonDocument.parse(updatedFields);

        BsonDocument actual = description(before, update).getUpdatedFields();

        assertThat(ExactValues.same(actual, expected))
                .as("%s is exactly %s", actual, expected)
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {a: 1}              | {$min: {a: 1.0}}
            {a: 1}              | {$set: {a: 1}}
            {a: 1}              | {$setOnInsert: {'a.b': 1}}
            {a: 1}              | {$unset: {'a.b': 1}}
            {a: [1]}            | {$pull: {a: {b: 1}}}
            {a: []}             | {$pop: {a: 1}}
            {a: [1, 2]}         | {$push: {a: {$each: [], $slice: 5}}}
            {a: 1}              | {$rename: {b: 'a'}}
            {a: 1}              | {$rename: {b: 'a.c'}}
            {a: [1]}            | {$rename: {'a.1': 'b'}}
            {a: {$numberDecimal: '5.0'}} | {$inc: {a: {$numberDecimal: '0.00'}}}
            {a: -0.0}           | {$inc: {a: 0.0}}
            {a: {b: 1}}         | [{$set: {'a.b': 1}}]
            """)
    void updateThatWritesNothingIsNoChange(String before, String update) {
        assertThat(change(before, update)).isInstanceOf(Change.None.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {a: 1}                     | {$set: {a: 1, 'a.b': 1}}          | 40
            {a: 1}                     | {$set: {a: 1}, $inc: {a: 1}}      | 40
            {a: 1, b: 1}               | {$rename: {a: 'b'}, $set: {a: 2}} | 40
            {a: 1}                     | {$set: {'a.b': 1}}                | 28
            {a: [1]}                   | {$set: {'a.b': 1}}                | 28
            {a: 'x'}                   | {$inc: {a: 1}}                    | 14
            {a: {$numberLong: '9223372036854775807'}} | {$inc: {a: 1}}     | 2
            {a: 1}                     | {$push: {a: 1}}                   | 2
            {a: 1}                     | {$pull: {a: 1}}                   | 2
            {a: 1}                     | {$set: {'a.$[]': 1}}              | 2
            {a: [1]}                   | {$set: {'a.$[x]': 1}}             | 2
            {a: [{b: 1}]}              | {$rename: {'a.0.b': 'c'}}         | 2
            {a: [{b: 1}]}              | {$rename: {'a.b': 'c'}}           | 28
            {a: 1}                     | {$rename: {'a.b': 'c'}}           | 28
            {a: 1, b: 1}               | {$rename: {a: 'b.c'}}             | 28
            {a: [1], b: 1}             | {$rename: {b: 'a.1'}}             | 2
            {a: [1], b: 1}             | {$rename: {b: 'a.c'}}             | 2
            {a: {b: 1}}                | {$rename: {a: 'a.c'}}             | 2
            {a: {b: 1}}                | {$rename: {'a.b': 'a'}}           | 2
            {a: 1}                     | {$rename: {a: 'a'}}               | 2
            {a: [1]}                   | {$rename: {'a.$': 'b'}}           | 2
            {a: [1]}                   | {$rename: {'a.$[]': 'b'}}         | 2
            {a: 1}                     | {$rename: {a: 'b.'}}              | 56
            {a: 1}                     | {$set: {'a..b': 1}}               | 56
            {a: 1}                     | {$set: {'$[].b': 1}}              | 2
            {a: [[1]]}                 | {$set: {'a.$.$': 1}}              | 2
            {a: {b: 1}}                | {$pop: {'a.b': 1}}                | 14
            {a: [1]}                   | {$pop: {a: true}}                 | 9
            {a: [1]}                   | {$pop: {a: 2}}                    | 9
            {a: [1]}                   | {$pop: {a: 1.1}}                  | 9
            {a: 1}                     | {$pop: {'a.b': 1}}                | 28
            {a: [1]}                   | {$push: {a: {$each: [1], $position: -2.1}}} | 2
            {a: [1]}                   | {$push: {a: {$each: [1], $slice: '1'}}} | 2
            {a: [1]}                   | {$push: {a: {$each: [1], $sort: {'b.': 1}}}} | 2
            {a: [1]}                   | {$addToSet: {a: {$each: 1}}}      | 14
            {a: [1]}                   | {$addToSet: {a: {$each: [1], b: 1}}} | 2
            {}                         | {$currentDate: {a: {$type: 'date', $bad: 1}}} | 2
            {a: 1}                     | {$bit: {a: {or: 1.0}}}            | 2
            {}                         | {$bit: {a: {foo: 1}}}             | 2
            {a: {}}                    | {$set: {'a.$[]': 1}}              | 2
            {_id: 1}                   | {$set: {_id: 2}}                  | 66
            {_id: 1}                   | {_id: 2}                          | 66
            {a: 1}                     | {$nonsense: {a: 1}}               | 9
            """)
    void refusedUpdateHasTheServersCode(String before, String update, int code) {
        assertThat(catchThrowableOfType(MongoCommandException.class, () -> change(before, update)))
                .returns(code, MongoCommandException::getErrorCode);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {i: 1} | {i: 2} | 9
            {i: 1} | {j: 1} | 9
            {i: 1} | {J: 1} | 2
            """)
    void filtersAreNamedOnceAndUsed(String filter, String another, int code) {
        List<BsonDocument> filters = List.of(BsonDocument.parse(filter), BsonDocument.parse(another));

        assertThat(catchThrowableOfType(
                        MongoCommandException.class,
                        () -> Update.of(BsonDocument.parse("{$set: {'a.$[i]': 1}}"), filters)))
                .returns(code, MongoCommandException::getErrorCode);
    }

    @Test
    void numberThatIsNoneIsWrittenAgain() {
        BsonDocument before = new BsonDocument("a", new BsonDouble(Double.NaN));

        assertThat(Update.of(BsonDocument.parse("{$inc: {a: 1}}"), List.of()).apply(before, CONTEXT))
                .isInstanceOf(Change.Updated.class);
    }

    @Test
    void emptyTimestampsOfAReplacementAreTheTime() {
        BsonDocument after = change("{_id: 1}", "{a: {$timestamp: {t: 0, i: 0}}, b: {c: {$timestamp: {t: 0, i: 0}}}}")
                .document();

        assertThat(after.getTimestamp("a")).isEqualTo(CONTEXT.clusterTime());
        assertThat(after.getDocument("b").getTimestamp("c")).isEqualTo(new BsonTimestamp(0));
    }

    @Test
    void newFieldsComeInTheOrderOfTheirNamesAndPositionsByNumber() {
        BsonDocument after =
                change("{z: 1}", "{$set: {b: 1, '10': 1, a: 1, '9': 1}}").document();

        assertThat(after.keySet()).containsExactly("z", "9", "10", "a", "b");
    }

    @Test
    void documentBeforeIsNotChanged() {
        BsonDocument before = BsonDocument.parse("{_id: 1, a: [{b: [1]}, {b: []}], c: 1}");
        BsonDocument copy = before.clone();
        BsonDocument update = BsonDocument.parse(
                "{$push: {'a.0.b': 2}, $set: {'a.1.c': 1}, $unset: {c: 1}, $rename: {d: 'e'}, $inc: {f: 1}}");

        Update.of(update, List.of()).apply(before, CONTEXT);

        assertThat(before).isEqualTo(copy);
    }

    @Test
    void replacementKeepsTheId() {
        assertThat(change("{a: 1, _id: 7}", "{b: 2}").document()).isEqualTo(BsonDocument.parse("{_id: 7, b: 2}"));
    }

    private static UpdateDescription description(String before, String update) {
        return change(before, update).updateDescription().orElseThrow();
    }

    private static Change change(String before, String update) {
        BsonValue parsed = update.startsWith("[") ? BsonArray.parse(update) : BsonDocument.parse(update);
        return Update.of(parsed, List.of()).apply(BsonDocument.parse(before), CONTEXT);
    }
}

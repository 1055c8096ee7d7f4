package dev.flattensync.stress.primary.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.bson.BsonDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {a: 1}                        | {a: 1.0}                           | true
            {a: {$numberDecimal: '0.1'}}  | {a: 0.1}                           | false
            {a: {b: 1, c: 2}}             | {a: {c: 2, b: 1}}                  | false
            {a: [1, 2]}                   | {a: 2}                             | true
            {a: [1, 2]}                   | {a: [1, 2]}                        | true
            {a: [1, 2]}                   | {a: {$ne: 2}}                      | false
            {a: [{b: 1}, {b: 2}]}         | {'a.b': 2}                         | true
            {a: [{b: 1}, {b: 2}]}         | {'a.1.b': 1}                       | false
            {a: [[{b: 1}]]}               | {'a.b': 1}                         | false
            {}                            | {a: null}                          | true
            {a: 1}                        | {'a.b': null}                      | true
            {a: []}                       | {'a.b': null}                      | false
            {a: null}                     | {a: {$gte: null}}                  | true
            {a: 'x'}                      | {a: {$gt: 1}}                      | false
            {a: 5}                        | {a: {$gt: 1, $lt: 6}}              | true
            {a: [0, 9]}                   | {a: {$gt: 1, $lt: 6}}              | true
            {a: [0, 9]}                   | {a: {$elemMatch: {$gt: 1, $lt: 6}}} | false
            {a: [{b: 1, c: 1}, {b: 2}]}   | {a: {$elemMatch: {b: 2, c: 1}}}    | false
            {a: [[5]]}                    | {a: {$elemMatch: {$gt: 1}}}        | false
            {a: 12}                       | {a: /1/}                           | false
            {a: 'Xy'}                     | {a: {$regex: '^x', $options: 'i'}} | true
            {a: 1}                        | {a: {$not: {$gt: 5}}}              | true
            {}                            | {a: {$exists: false}}              | true
            {a: [1]}                      | {a: {$size: 1}}                    | true
            {a: [1, 'x']}                 | {a: {$type: 'string'}}             | true
            {a: [1, 2]}                   | {a: {$all: [2, 1]}}                | true
            {a: 5}                        | {a: {$mod: [3, 2]}}                | true
            {a: 5}                        | {a: {$bitsAllSet: 5}}              | true
            {a: 1, b: 2}                  | {$or: [{a: 2}, {b: 2}]}            | true
            {a: 1, b: 2}                  | {$nor: [{a: 2}, {b: 2}]}           | false
            {a: 1, b: 2}                  | {$expr: {$lt: ['$a', '$b']}}       | true
            {a: {$numberDouble: 'NaN'}}   | {a: {$lt: 1}}                      | false
            """)
    void documentMatchesAsInAServer(String document, String query, boolean matches) {
        assertThat(Query.of(BsonDocument.parse(query)).matches(BsonDocument.parse(document)))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {a: [5, 6, 7]}                      | {a: 6}                          | 1
            {a: [{b: [1]}, {b: [0, 2]}]}        | {'a.b': 2}                      | 1
            {a: [{b: 1}, {b: 2}]}               | {a: {$elemMatch: {b: 2}}}       | 1
            """)
    void matchTellsThePositionInTheOutermostArray(String document, String query, int position) {
        assertThat(Query.of(BsonDocument.parse(query)).match(BsonDocument.parse(document)))
                .contains(new Query.Match(OptionalInt.of(position)));
    }
}

package dev.flattensync.stress.primary.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.primary.value.ExactValues;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {a: 1}                    | [{$set: {b: {$add: ['$a', 1.5]}}}]                      | {a: 1, b: 2.5}
            {a: 2147483647}           | [{$set: {a: {$add: ['$a', 1]}}}]                        | {a: {$numberLong: '2147483648'}}
            {a: 7}                    | [{$set: {a: {$divide: ['$a', 2]}}}]                     | {a: 3.5}
            {a: 7}                    | [{$set: {a: {$mod: ['$a', 4]}}}]                        | {a: 3}
            {a: 2.7}                  | [{$set: {a: {$floor: '$a'}}}]                           | {a: 2.0}
            {a: 2.5}                  | [{$set: {a: {$round: '$a'}}}]                           | {a: 2.0}
            {a: 1, b: 2}              | [{$set: {a: '$$REMOVE', c: '$missing'}}]                | {b: 2}
            {a: '$b', b: 1}           | [{$set: {c: '$a'}}]                                     | {a: '$b', b: 1, c: '$b'}
            {a: 1}                    | [{$set: {b: ['$a', '$missing']}}]                       | {a: 1, b: [1, null]}
            {a: [{b: 1}, 2, [{}]]}    | [{$set: {'a.c': 3}}]                                    | {a: [{b: 1, c: 3}, {c: 3}, [{c: 3}]]}
            {a: [{b: 1}, {c: 2}, 3]}  | [{$set: {d: '$a.b'}}]                                   | {a: [{b: 1}, {c: 2}, 3], d: [1]}
            {a: [1, 2, 3]}            | [{$set: {a: {$map: {input: '$a', in: {$multiply: ['$$this', 2]}}}}}] | {a: [2, 4, 6]}
            {a: [1, 2, 3]}            | [{$set: {a: {$filter: {input: '$a', as: 'x', cond: {$gt: ['$$x', 1]}}}}}] | {a: [2, 3]}
            {a: [1, 2, 3]}            | [{$set: {a: {$reduce: {input: '$a', initialValue: 0, in: {$add: ['$$value', '$$this']}}}}}] | {a: 6}
            {a: 5}                    | [{$set: {a: {$switch: {branches: [{case: {$gt: ['$a', 3]}, then: 'big'}], default: 'small'}}}}] | {a: 'big'}
            {a: null}                 | [{$set: {a: {$ifNull: ['$a', '$b', 'none']}}}]          | {a: 'none'}
            {a: [3, 1, 2]}            | [{$set: {a: {$sortArray: {input: '$a', sortBy: -1}}}}]  | {a: [3, 2, 1]}
            {a: [1, 2, 3, 4]}         | [{$set: {a: {$slice: ['$a', -2]}}}]                     | {a: [3, 4]}
            {a: {b: 1}}               | [{$set: {a: {$mergeObjects: ['$a', {c: 2}]}}}]          | {a: {b: 1, c: 2}}
            {a: {b: 1}}               | [{$replaceWith: '$a'}]                                  | {b: 1}
            {a: 1, b: {c: 1, d: 2}}   | [{$unset: ['a', 'b.c']}]                                | {b: {d: 2}}
            {_id: 1, a: 1, b: [{c: 1, d: 2}, 3]} | [{$project: {'b.c': 1}}]                     | {_id: 1, b: [{c: 1}]}
            {_id: 1, a: 1, b: 2}      | [{$project: {c: {$literal: 1}, b: 1}}]                  | {_id: 1, b: 2, c: 1}
            {_id: 1, a: 1, b: 2}      | [{$project: {a: 0}}]                                    | {_id: 1, b: 2}
            {a: 'x'}                  | [{$set: {a: {$concat: ['$a', '-', 'y']}}}]              | {a: 'x-y'}
            {a: ' x '}                | [{$set: {a: {$trim: {input: '$a'}}}}]                   | {a: 'x'}
            {a: {$date: '2026-11-22T10:00:00Z'}} | [{$set: {a: {$year: '$a'}}}]                 | {a: 2026}
            {a: {$date: '2026-11-22T10:00:00Z'}} | [{$set: {a: {$dateToString: {date: '$a', format: '%Y-%m'}}}}] | {a: '2026-11'}
            {}                        | [{$set: {a: '$$NOW'}}]                                  | {a: {$date: '1970-01-01T00:00:00.005Z'}}
            """)
    void stagesMakeWhatAServerMakes(String before, String stages, String after) {
        BsonDocument expected = BsonDocument.parse(after);
        Pipeline pipeline = Pipeline.of(
                BsonArray.parse(stages).stream().map(BsonValue::asDocument).toList());

        BsonDocument actual = pipeline.apply(BsonDocument.parse(before), new BsonDateTime(5));

        assertThat(ExactValues.same(actual, expected))
                .as("%s is exactly %s", actual, expected)
                .isTrue();
    }
}

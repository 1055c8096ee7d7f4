package dev.flattensync.stress.primary.pipeline;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import dev.flattensync.stress.primary.value.ServerError;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonArray;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** Operators that mongo-java-server evaluates: parts of dates and other rare ones. */
final class LibraryOperators {
    private static final String RESULT = "result";

    private LibraryOperators() {}

    /** Evaluates the arguments here, and the operator on them there. */
    static BsonValue evaluate(String name, BsonValue operand, Variables variables) {
        BsonDocument arguments = new BsonDocument();
        BsonValue references;
        if (operand.isDocument() && !Expression.isOperator(operand.asDocument())) {
            arguments = Expression.fields(operand.asDocument(), variables);
            BsonDocument named = new BsonDocument();
            arguments.keySet().forEach(argument -> named.put(argument, new BsonString("$" + argument)));
            references = named;
        } else {
            List<BsonValue> operands = operand.isArray() ? operand.asArray() : List.of(operand);
            for (int i = 0; i < operands.size(); i++) {
                BsonValue value = Expression.evaluate(operands.get(i), variables);
                if (value != null) {
                    arguments.put("argument" + i, value);
                }
            }
            references = new BsonArray(IntStream.range(0, operands.size())
                    .mapToObj(i -> new BsonString("$argument" + i))
                    .toList());
        }
        try {
            Object result = de.bwaldvogel.mongo.backend.aggregation.Expression.evaluateDocument(
                    toLibrary(new BsonDocument(name, references)), toLibrary(arguments));
            return result instanceof Missing
                    ? null
                    : fromLibrary(new Document(RESULT, result)).get(RESULT);
        } catch (MongoServerException e) {
            throw ServerError.badValue(e.getMessage());
        }
    }

    private static Document toLibrary(BsonDocument document) {
        BasicOutputBuffer bytes = new BasicOutputBuffer();
        try (BsonBinaryWriter writer = new BsonBinaryWriter(bytes)) {
            new BsonDocumentCodec()
                    .encode(writer, document, EncoderContext.builder().build());
        }
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes.toByteArray()));
    }

    private static BsonDocument fromLibrary(Document document) {
        ByteBuf bytes = Unpooled.buffer();
        BsonEncoder.encodeDocument(document, bytes);
        try (BsonBinaryReader reader = new BsonBinaryReader(ByteBuffer.wrap(ByteBufUtil.getBytes(bytes)))) {
            return new BsonDocumentCodec()
                    .decode(reader, DecoderContext.builder().build());
        }
    }
}

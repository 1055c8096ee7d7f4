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

    /**
     * Evaluates the arguments here, and the operator on them there. They go there as fields of a document, since what
     * begins with a dollar would be evaluated again.
     */
    static BsonValue evaluate(String name, BsonValue operand, Variables variables) {
        boolean named = operand.isDocument() && !Expression.isOperator(operand.asDocument());
        BsonDocument arguments =
                named ? Expression.fields(operand.asDocument(), variables) : numbered(operand, variables);
        BsonValue references = named ? references(arguments) : new BsonArray(positions(operand));
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

    private static BsonDocument numbered(BsonValue operand, Variables variables) {
        List<BsonValue> operands = operand.isArray() ? operand.asArray() : List.of(operand);
        BsonDocument arguments = new BsonDocument();
        for (int i = 0; i < operands.size(); i++) {
            BsonValue value = Expression.evaluate(operands.get(i), variables);
            if (value != null) {
                arguments.put("argument" + i, value);
            }
        }
        return arguments;
    }

    /** A missing argument is a field that is not there. */
    private static List<BsonString> positions(BsonValue operand) {
        int count = operand.isArray() ? operand.asArray().size() : 1;
        return IntStream.range(0, count)
                .mapToObj(i -> new BsonString("$argument" + i))
                .toList();
    }

    /** Formats and the like are read as they are. */
    private static BsonDocument references(BsonDocument arguments) {
        BsonDocument references = new BsonDocument();
        arguments.forEach((argument, value) -> {
            boolean plain = value.isString() && !value.asString().getValue().startsWith("$");
            references.put(argument, plain ? value : new BsonString("$" + argument));
        });
        return references;
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

package dev.flattensync.stress.benchmark;

import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.environment.StressConfigReader;
import dev.flattensync.stress.workload.DataSet;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What a benchmark works on: the default mapping, in some flat schemas, and documents made up for it. */
final class DataOptions {
    private static final String SCALE = "\\d{1,5}(x\\d{1,5})*";

    private final StressConfig config = StressConfigReader.read(new Properties());

    @Option(
            names = "--schemas",
            split = ",",
            paramLabel = "SCHEMA",
            defaultValue = "schema1,schema2,schema3",
            converter = SchemaConverter.class,
            description = "flat schemas, with commas between them (default: ${DEFAULT-VALUE})")
    private List<FlatSchema> schemas;

    @Option(
            names = "--scale",
            paramLabel = "SCALE",
            defaultValue = "100x100x100",
            description = "documents, then elements in each array of depth 1, 2 (default: ${DEFAULT-VALUE})")
    private String scale;

    /** The flat schemas, in the order given. */
    List<FlatSchema> schemas() {
        return schemas;
    }

    /** How documents become tables. */
    DocumentMapping mapping() {
        return config.mapping();
    }

    /** Decides the documents and all else that is drawn. */
    long seed() {
        return config.seed();
    }

    /**
     * The number of documents, then of elements in each array of depth 1, 2.
     *
     * @throws InvalidInputException if it is not one
     */
    List<Integer> scale() {
        int depths = 1
                + mapping().elements().stream()
                        .mapToInt(element -> element.depth())
                        .max()
                        .orElseThrow();
        List<Integer> numbers = scale.matches(SCALE)
                ? Stream.of(scale.split("x")).map(Integer::valueOf).toList()
                : List.of();
        if (numbers.size() != depths || numbers.contains(0)) {
            throw new InvalidInputException("--scale \"%s\": expected %d numbers from 1 to 99999 as in %s"
                    .formatted(
                            scale,
                            depths,
                            String.join(
                                    "x",
                                    Stream.generate(() -> "10").limit(depths).toList())));
        }
        return numbers;
    }

    /** The documents, all in memory. */
    DataSet data() {
        return DataSet.synthetic(mapping(), scale(), seed());
    }

    /** A flat schema by its name. */
    static final class SchemaConverter implements ITypeConverter<FlatSchema> {
        @Override
        public FlatSchema convert(String name) {
            return FlatSchema.named(name)
                    .orElseThrow(() -> new TypeConversionException("\"%s\" is none of %s"
                            .formatted(
                                    name,
                                    String.join(
                                            ", ",
                                            FlatSchema.all().stream()
                                                    .map(FlatSchema::name)
                                                    .toList()))));
        }
    }
}

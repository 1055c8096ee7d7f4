package dev.flattensync.stress.benchmark;

import dev.flattensync.schema.FlatSchema;
import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.environment.StressConfigReader;
import dev.flattensync.stress.workload.DataSet;
import java.util.List;
import java.util.Properties;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What a benchmark works on: the default mapping, in some flat schemas, and documents made up for it. */
final class DataOptions {

    @Option(
            names = "--schemas",
            split = ",",
            paramLabel = "SCHEMA",
            defaultValue = "schema1,schema2,schema3",
            converter = SchemaConverter.class,
            description = "Flat schemas. Default: ${DEFAULT-VALUE}")
    private List<FlatSchema> schemas;

    @Option(
            names = "--scale",
            paramLabel = "SCALE",
            defaultValue = "100x100x100",
            description = "As stress.scale. Default: ${DEFAULT-VALUE}")
    private String scale;

    /** The flat schemas, in the order given. */
    List<FlatSchema> schemas() {
        return schemas;
    }

    /**
     * What the configuration says about mapping, scale and seed.
     *
     * @throws InvalidInputException if the scale is not one
     */
    StressConfig config() {
        return config(scale);
    }

    /**
     * The same at another scale.
     *
     * @throws InvalidInputException if the scale is not one
     */
    static StressConfig config(String scale) {
        Properties properties = new Properties();
        properties.setProperty("stress.scale", scale);
        return StressConfigReader.read(properties);
    }

    /**
     * Refuses a number that is too small.
     *
     * @throws InvalidInputException if it is
     */
    static void requireAtLeast(String option, int least, int found) {
        if (found < least) {
            throw new InvalidInputException("%s: expected at least %d, found %d".formatted(option, least, found));
        }
    }

    /** The documents, all in memory. */
    static DataSet data(StressConfig config) {
        return DataSet.synthetic(config.mapping(), config.scale(), config.seed());
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

package dev.flattensync.stress.environment;

import dev.flattensync.schema.FlatSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A flat schema with the label under which it is measured.
 *
 * @param label {@code schema1}, or {@code schema1#2} where a schema is measured several times
 * @param schema the flat schema
 */
public record ArmName(String label, FlatSchema schema) {

    /** Labels schemas: by their names, numbered where one appears several times. */
    static List<ArmName> of(List<FlatSchema> schemas) {
        List<ArmName> arms = new ArrayList<>();
        for (int i = 0; i < schemas.size(); i++) {
            FlatSchema schema = schemas.get(i);
            String number = "#" + (Collections.frequency(schemas.subList(0, i), schema) + 1);
            arms.add(new ArmName(schema.name() + (Collections.frequency(schemas, schema) > 1 ? number : ""), schema));
        }
        return arms;
    }

    /** The PostgreSQL schema that holds the arm's tables. */
    public String postgresSchema() {
        return "flattensync_" + label.replace('#', '_');
    }
}

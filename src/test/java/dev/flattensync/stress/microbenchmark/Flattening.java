package dev.flattensync.stress.microbenchmark;

import dev.flattensync.flatten.FlatRows;
import dev.flattensync.flatten.Flattener;
import dev.flattensync.schema.FlatLayout;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What an insert, a snapshot and a saved document cost: a whole document becomes rows. */
@State(Scope.Benchmark)
public class Flattening {
    /** How many posts the user has, and how many comments each post. */
    @Param({"5", "100"})
    public int size;

    private SyntheticUser user;
    private FlatLayout layout;

    /** Makes the document. */
    @Setup
    public void setUp() {
        user = new SyntheticUser(size, size);
        layout = user.layout("schema1");
    }

    /** From BSON to the values of all columns. */
    @Benchmark
    public List<List<Object>> wholeDocument() {
        List<List<Object>> rows = new ArrayList<>();
        FlatRows.of(layout, Flattener.document(user.mapping(), user.document()), (table, row) -> rows.add(row));
        return rows;
    }
}

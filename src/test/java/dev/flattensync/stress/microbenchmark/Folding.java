package dev.flattensync.stress.microbenchmark;

import dev.flattensync.change.ChangeEvent;
import dev.flattensync.flatten.DocumentFold;
import dev.flattensync.flatten.DocumentWork;
import dev.flattensync.flatten.KnownRows;
import dev.flattensync.flatten.RowChanges;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.DataSet;
import dev.flattensync.stress.workload.OperationSequence;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a batch of changes costs that say by themselves which rows they touch. */
@State(Scope.Benchmark)
public class Folding {
    /** How many events the batch holds. */
    static final int EVENTS = 500;

    private static final long SEED = 1;

    /** How many documents the events are spread over. */
    @Param({"1", "100"})
    public int documents;

    private final Blog blog = new Blog();
    private FlatLayout layout;
    private List<ChangeEvent.OfDocument> edits;

    /** Makes the events. */
    @Setup
    public void setUp() {
        layout = new FlatLayout(blog.mapping(), FlatSchema.named("schema1").orElseThrow());
        DataSet data = DataSet.synthetic(blog.mapping(), List.of(documents, 20, 20), SEED);
        OperationSequence operations = data.operations(blog.mixOf("edit comment"));
        edits = Played.events(
                blog.log(data.documents()),
                Stream.generate(operations::next).limit(EVENTS).toList());
    }

    /** From events to what is bound to statements. */
    @Benchmark
    public RowChanges batchOfCommentEdits() {
        DocumentFold fold = DocumentFold.of(
                blog.mapping(), edits, (id, any) -> false, violation -> false, document -> KnownRows.NONE);
        RowChanges changes = new RowChanges();
        for (DocumentWork work : fold.work()) {
            DocumentWork.Patch patch = (DocumentWork.Patch) work;
            patch.direct(patch.regions())
                    .forEach((address, values) ->
                            changes.setFields(layout.table(address.mapping()), patch.documentId(), address, values));
        }
        return changes;
    }
}

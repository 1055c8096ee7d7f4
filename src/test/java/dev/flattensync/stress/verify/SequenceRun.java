package dev.flattensync.stress.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** One sequence of changes, told to one sync: in forms and batches of its own. */
final class SequenceRun {
    private static final int[] LARGEST_BATCHES = {1, 2, 4, 20};

    private final RandomSequence sequence;
    private final FollowingTables tables;
    private final EventForms forms;
    private final Coverage coverage;
    private final RandomGenerator random;

    SequenceRun(RandomSequence sequence, FollowingTables tables, RandomGenerator random, Coverage coverage) {
        this.sequence = sequence;
        this.tables = tables;
        this.forms = new EventForms(tables.layout().mapping(), random, coverage);
        this.random = random;
        this.coverage = coverage;
    }

    /**
     * Tells the whole sequence and compares after each batch.
     *
     * @throws AssertionError if the tables differ from the documents, or the sync stops
     */
    void run() throws Exception {
        tables.fill(sequence.initial(), random.nextBoolean());
        int largest = LARGEST_BATCHES[random.nextInt(LARGEST_BATCHES.length)];
        int done = 0;
        while (done < sequence.changes().size()) {
            int end = Math.min(
                    done + 1 + random.nextInt(largest), sequence.changes().size());
            run(done, end);
            done = end;
        }
    }

    private void run(int from, int to) throws Exception {
        List<CollectionChange> changes = sequence.changes().subList(from, to);
        List<ToldChange> batch = new ArrayList<>();
        for (int i = from; i < to; i++) {
            batch.add(forms.tell(sequence.changes().get(i), later(i)));
        }
        boolean inTransaction = batch.size() > 1 && random.nextInt(6) == 0;
        if (inTransaction) {
            coverage.count(EventForm.TRANSACTION);
        }
        List<String> differences;
        try {
            tables.follow(batch, inTransaction, sequence.after(to));
            differences = tables.differences(sequence.after(to));
        } catch (Exception e) {
            throw new AssertionError(FailureText.of(tables.layout(), changes, batch, List.of(String.valueOf(e))), e);
        }
        if (!differences.isEmpty()) {
            throw new AssertionError(FailureText.of(tables.layout(), changes, batch, differences));
        }
    }

    /** The document of a change, at the time of that change or a later one. */
    private BsonDocument later(int change) {
        BsonValue id = sequence.changes().get(change).id();
        int time = change + 1 + random.nextInt(sequence.changes().size() - change);
        return sequence.after(time).stream()
                .filter(document -> document.get("_id").equals(id))
                .findFirst()
                .orElse(null);
    }
}

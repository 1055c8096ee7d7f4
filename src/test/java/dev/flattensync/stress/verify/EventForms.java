package dev.flattensync.stress.verify;

import com.mongodb.client.model.changestream.OperationType;
import com.mongodb.client.model.changestream.UpdateDescription;
import dev.flattensync.mapping.DocumentMapping;
import java.util.random.RandomGenerator;
import org.bson.BsonDocument;

/** Tells changes in the forms that a server may choose, each time at random. */
final class EventForms {
    private final DocumentMapping mapping;
    private final RandomGenerator random;
    private final Coverage coverage;

    /** @param coverage is told the forms of each event */
    EventForms(DocumentMapping mapping, RandomGenerator random, Coverage coverage) {
        this.mapping = mapping;
        this.random = random;
        this.coverage = coverage;
    }

    /**
     * Tells a change.
     *
     * @param later the document in a state after the change; null if it is gone then
     */
    ToldChange tell(CollectionChange change, BsonDocument later) {
        if (change.after() == null) {
            coverage.count(EventForm.DELETE);
            return new ToldChange(OperationType.DELETE, change.id(), null, null);
        }
        if (change.before() == null) {
            coverage.count(EventForm.INSERT);
            return new ToldChange(OperationType.INSERT, change.id(), change.after(), null);
        }
        PathDifference difference =
                PathDifference.of(MappedPlace.of(mapping.root()), change.before(), change.after(), random);
        if (random.nextInt(8) == 0 || difference.draft().contradictsItself()) {
            coverage.count(EventForm.REPLACE);
            return new ToldChange(OperationType.REPLACE, change.id(), change.after(), null);
        }
        if (random.nextInt(10) == 0) {
            coverage.count(EventForm.DOCUMENT_ONLY);
            return new ToldChange(OperationType.UPDATE, change.id(), random.nextBoolean() ? later : null, null);
        }
        difference.forms().forEach(coverage::count);
        return new ToldChange(OperationType.UPDATE, change.id(), lookedUp(later), description(difference.draft()));
    }

    private BsonDocument lookedUp(BsonDocument later) {
        if (later == null || random.nextInt(4) > 0) {
            return null;
        }
        coverage.count(EventForm.WITH_LATER_DOCUMENT);
        return later;
    }

    private UpdateDescription description(UpdateDraft draft) {
        boolean allParts = random.nextInt(4) == 0;
        if (draft.isAmbiguous()) {
            coverage.count(EventForm.DISAMBIGUATED);
        } else if (allParts) {
            coverage.count(EventForm.DISAMBIGUATED_NEEDLESSLY);
        }
        return draft.description(random, allParts);
    }
}

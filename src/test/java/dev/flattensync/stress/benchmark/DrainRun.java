package dev.flattensync.stress.benchmark;

import com.mongodb.MongoNamespace;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.EmbeddedSync;
import dev.flattensync.stress.environment.PostgresServer;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.environment.SyncUnderTest;
import dev.flattensync.stress.environment.TableLoad;
import dev.flattensync.stress.observe.Maintenance;
import dev.flattensync.stress.observe.Observer;
import dev.flattensync.stress.peer.RewriteSync;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.verify.TableComparison;
import dev.flattensync.stress.workload.DataSet;
import dev.flattensync.stress.workload.OperationSequence;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;

/**
 * One flat schema and mix: all arms drain the same changes, one after the other, each in tables of its own.
 *
 * <p>What limit replays is recorded beforehand from another sync with the same events and limits, whose batches are the
 * same since all events are there from the start.
 */
final class DrainRun implements AutoCloseable {
    private static final String RECORDED = "recorded";
    /** Long enough for any arm but those that are boxed. */
    private static final Duration NO_BOX = Duration.ofMinutes(10);

    private static final int DIFFERENCES_SHOWN = 3;

    private final PostgresServer server;
    private final StressConfig config;
    private final FlatLayout layout;
    private final DrainPlan plan;
    private final ChangeLog primary;
    private final ChangeCursor log;
    private final OperationSequence operations;
    private final Map<DrainArm, SyncArm> syncs = new EnumMap<>(DrainArm.class);
    private final LimitArm limit;
    private final LeanStatements lean;
    private final RowRecorder recorder;
    private final SyncArm recorded;
    private final Observer observer;

    /**
     * Makes all tables and starts all syncs.
     *
     * @param config what is changed: the documents, their mapping, the weights
     */
    DrainRun(PostgresServer server, StressConfig config, FlatLayout layout, DrainPlan plan) throws Exception {
        this.server = server;
        this.config = config;
        this.layout = layout;
        this.plan = plan;
        DataSet data = DataSet.synthetic(layout.mapping(), config.scale(), config.seed());
        this.primary = new ChangeLog(
                new MongoNamespace("flattensync", layout.mapping().collection()), data.documents(), Instant.now());
        this.log = primary.open(primary.end());
        this.operations = data.operations(plan.mix().of(config.mix()));
        PostgresAddress postgres = server.address();
        for (DrainArm arm : plan.arms()) {
            load(plan.postgresSchema(arm.label()));
            if (arm != DrainArm.LIMIT) {
                syncs.put(arm, start(arm, plan.postgresSchema(arm.label())));
            }
        }
        String recordedSchema = plan.postgresSchema(RECORDED);
        load(recordedSchema);
        this.recorder = new RowRecorder(postgres, layout, recordedSchema);
        recorder.install();
        this.recorded = start(DrainArm.ONE_PARTITION, recordedSchema);
        this.lean = new LeanStatements(layout, plan.postgresSchema(DrainArm.LIMIT.label()));
        this.limit = new LimitArm(postgres);
        this.observer = Observer.open(postgres, server.processId());
    }

    private void load(String postgresSchema) throws Exception {
        TableLoad.run(server.address(), layout, postgresSchema, primary.documents(), primary.end(), rows -> {});
    }

    private SyncArm start(DrainArm arm, String postgresSchema) throws Exception {
        EventFeed feed = new EventFeed(primary);
        SyncUnderTest sync = arm == DrainArm.REWRITE ? new RewriteSync() : new EmbeddedSync();
        boolean single = arm == DrainArm.REWRITE || arm == DrainArm.ONE_BY_ONE;
        Config settings = config.syncSettings();
        if (single) {
            settings = settings.withValue("batch.events", ConfigValueFactory.fromAnyRef(1));
        }
        if (arm == DrainArm.ONE_PARTITION) {
            settings = settings.withValue("partitions", ConfigValueFactory.fromAnyRef(1));
        }
        sync.start(new SyncUnderTest.Context(feed, layout, server.address(), postgresSchema, settings));
        return new SyncArm(sync, feed);
    }

    /** Lets each arm drain the next changes, twice: the arms take turns in one order and then in the other. */
    Map<DrainArm, Drained> round() throws Exception {
        List<DrainArm> order = new ArrayList<>(plan.arms());
        Map<DrainArm, Drained> round = turn(order);
        Collections.reverse(order);
        turn(order).forEach((arm, drained) -> round.merge(arm, drained, Drained::plus));
        return round;
    }

    private Map<DrainArm, Drained> turn(List<DrainArm> order) throws Exception {
        List<ChangeStreamDocument<BsonDocument>> changes = new ArrayList<>();
        for (int i = 0; i < plan.events(); i++) {
            primary.apply(operations.next());
        }
        for (ChangeStreamDocument<BsonDocument> event = log.next(Duration.ZERO);
                event != null;
                event = log.next(Duration.ZERO)) {
            changes.add(event);
        }
        recorded.drain(changes, NO_BOX);
        List<List<LeanStatement>> replay =
                recorder.take().stream().map(lean::of).toList();
        Map<DrainArm, Drained> drained = new EnumMap<>(DrainArm.class);
        for (DrainArm arm : order) {
            Maintenance maintenance = new Maintenance(server.address());
            maintenance.vacuum(layout, plan.postgresSchema(arm.label()));
            maintenance.checkpoint();
            drained.put(arm, drain(arm, changes, replay));
        }
        return drained;
    }

    private Drained drain(
            DrainArm arm, List<ChangeStreamDocument<BsonDocument>> changes, List<List<LeanStatement>> replay)
            throws Exception {
        List<ChangeStreamDocument<BsonDocument>> rest = List.of();
        Costs before = costs(arm);
        long start = System.nanoTime();
        if (arm == DrainArm.LIMIT) {
            limit.replay(replay);
        } else {
            rest = syncs.get(arm).drain(changes, arm == DrainArm.REWRITE ? plan.box() : NO_BOX);
        }
        long nanos = System.nanoTime() - start;
        Drained drained =
                new Drained(changes.size() - rest.size(), nanos, costs(arm).since(before));
        if (arm == DrainArm.REWRITE) {
            syncs.get(arm).catchUp(rest);
        }
        return drained;
    }

    private Costs costs(DrainArm arm) throws Exception {
        return Costs.at(observer.read(layout, plan.postgresSchema(arm.label())));
    }

    /**
     * Compares every arm's tables with the documents.
     *
     * @return what differs; nothing if all is well
     */
    List<String> differences() throws Exception {
        List<String> differences = new ArrayList<>();
        for (DrainArm arm : plan.arms()) {
            new TableComparison(server.address(), layout, plan.postgresSchema(arm.label()))
                    .compare(primary.documents(), DIFFERENCES_SHOWN).differences().stream()
                            .map(difference -> arm.label() + ": " + difference)
                            .forEach(differences::add);
        }
        return differences;
    }

    @Override
    public void close() throws SQLException {
        syncs.values().forEach(SyncArm::close);
        recorded.close();
        limit.close();
        observer.close();
        log.close();
    }
}

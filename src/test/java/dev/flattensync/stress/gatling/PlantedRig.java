package dev.flattensync.stress.gatling;

import com.mongodb.MongoNamespace;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.Arm;
import dev.flattensync.stress.environment.ArmName;
import dev.flattensync.stress.environment.SyncUnderTest;
import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.DataSet;
import dev.flattensync.stress.workload.InjectionProfile.Step;
import dev.flattensync.stress.workload.OperationQueue;
import dev.flattensync.stress.workload.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** The rig by virtual time, without Gatling: real operations on a real change log, and a sync that a test plants. */
public final class PlantedRig implements AutoCloseable {
    /** How long a change may take. */
    public static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final long SEED = 11;

    private final VirtualTime time = new VirtualTime();
    private final Arm arm;

    /** Makes the sync of a test by the rig's time. */
    @FunctionalInterface
    public interface Plant {
        /** The sync. */
        SyncUnderTest sync(VirtualTime time);
    }

    /** @param plant makes the sync */
    public PlantedRig(Plant plant) {
        Blog blog = new Blog();
        DataSet data = DataSet.synthetic(blog.mapping(), List.of(20, 5, 5), SEED);
        ArmName name = new ArmName("schema1", FlatSchema.named("schema1").orElseThrow());
        arm = new Arm(
                name,
                data,
                new ChangeLog(new MongoNamespace("shop", "users"), data.documents(), Blog.START),
                new OperationQueue(data.operations(blog.mixOf("edit comment", "push comment")), "planted"),
                new PostgresAddress("jdbc:postgresql://nowhere/none", "nobody", ""),
                plant.sync(time));
    }

    /** The rig's time. */
    public VirtualTime time() {
        return time;
    }

    /** A block of the rig's arm. */
    public Block block(int mostWaiting, Step... steps) {
        return new Block(
                arm.label(), 1, false, Schedule.of(List.of(steps), new SplittableRandom(SEED)), mostWaiting, time);
    }

    /** The changes of a block. */
    public AsyncRequest changes(Block block) {
        return new ChangeRequests(arm, block, TIMEOUT, time, time, time::soon, () -> {});
    }

    /** How many operations were done to the documents. */
    public long operations() {
        return arm.operations().count();
    }

    /** Has all changes of a block done, with a virtual user for each. */
    public Block run(Step... steps) {
        Block block = block(Block.ANY_BACKLOG, steps);
        AsyncRequest changes = changes(block);
        for (int change = 0; change < block.schedule().size(); change++) {
            changes.send();
        }
        time.run();
        return block;
    }

    @Override
    public void close() {
        arm.close();
    }
}

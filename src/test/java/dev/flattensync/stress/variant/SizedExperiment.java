package dev.flattensync.stress.variant;

import com.mongodb.MongoNamespace;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import dev.flattensync.store.Identifiers;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.SyncClass;
import dev.flattensync.stress.environment.SyncUnderTest;
import dev.flattensync.stress.experiment.Cell;
import dev.flattensync.stress.experiment.Indexes;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.QuestionCosts;
import dev.flattensync.stress.experiment.Upkeep;
import dev.flattensync.stress.experiment.Variant;
import dev.flattensync.stress.explain.ExplainedPostgres;
import dev.flattensync.stress.peer.JsonbSync;
import dev.flattensync.stress.peer.RewriteSync;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.verify.TableComparison;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bson.BsonDocument;

/** The experiment at one size: all variants with the same documents, side by side in one database. */
public final class SizedExperiment implements AutoCloseable {
    private static final String DATABASE = "flattensync";
    private static final int DIFFERENCES_SHOWN = 3;
    /**
     * The driver prepares a query on the server from its fifth execution on, which decides on a plan after five more.
     */
    private static final int ASKED_UNTIL_EXPLAINED = 12;
    /** So many documents are sent to all variants before the next are made. */
    private static final int DOCUMENTS_AT_ONCE = 10;

    private final Setting setting;
    private final List<Integer> scale;
    private final Population population;
    private final List<String> made = new ArrayList<>();
    private final Map<Variant, VariantUnderTest> variants = new LinkedHashMap<>();
    private final Map<Variant, Map<Question, Answers>> answers = new LinkedHashMap<>();

    /**
     * What is the same at all sizes.
     *
     * @param variants what is compared
     * @param blog the documents' mapping
     * @param seed decides data and operations
     * @param postgres the database
     * @param syncClass the sync that keeps the variants that are not rewritten
     * @param syncSettings what is configured for it
     * @param timeout when a change that is not visible has failed
     * @param repetitions how often a question is asked in a turn at most
     * @param questionTime after which it is not asked again
     */
    public record Setting(
            List<Variant> variants,
            BlogMapping blog,
            long seed,
            PostgresAddress postgres,
            SyncClass syncClass,
            Config syncSettings,
            Duration timeout,
            int repetitions,
            Duration questionTime) {}

    /** @param scale the number of users, of posts of each, and of comments of each post */
    public SizedExperiment(Setting setting, List<Integer> scale) {
        this.setting = setting;
        this.scale = List.copyOf(scale);
        this.population = new Population(setting.blog().mapping(), scale, setting.seed());
        setting.variants().forEach(variant -> answers.put(variant, new EnumMap<>(Question.class)));
    }

    /** How many comments there are in all. */
    public long comments() {
        return comments(scale);
    }

    /** How many comments there are in all, with so many users, posts of each, and comments of each post. */
    public static long comments(List<Integer> scale) {
        return scale.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    /**
     * Makes and fills all tables, and starts what keeps them.
     *
     * @throws SQLException if PostgreSQL refuses
     * @throws Exception if a sync can't start
     */
    public void load() throws Exception {
        List<BsonDocument> changeable = population.changeable();
        Map<Variant, VariantTables> tables = new LinkedHashMap<>();
        setting.variants().forEach(variant -> tables.put(variant, tables(variant)));
        try (Connection connection = setting.postgres().connect()) {
            for (Variant variant : setting.variants()) {
                tables.get(variant).create(connection);
                made.add(variant.postgresSchema());
            }
            fill(connection, tables);
            for (Variant variant : setting.variants()) {
                ChangeLog documents = new ChangeLog(
                        new MongoNamespace(DATABASE, setting.blog().mapping().collection()), changeable, Instant.now());
                tables.get(variant).finish(connection, documents.end());
                VariantUnderTest underTest = new VariantUnderTest(
                        variant,
                        tables.get(variant),
                        documents,
                        setting.blog(),
                        population.newElements(setting.seed()),
                        syncSettings(variant),
                        setting.timeout());
                variants.put(variant, underTest);
                underTest.start(newSync(variant), setting.postgres());
            }
        }
    }

    private void fill(Connection connection, Map<Variant, VariantTables> tables) throws SQLException {
        List<BsonDocument> next = new ArrayList<>();
        for (BsonDocument document : population.all()) {
            next.add(document);
            if (next.size() == DOCUMENTS_AT_ONCE) {
                copy(connection, tables, next);
            }
        }
        copy(connection, tables, next);
    }

    private static void copy(Connection connection, Map<Variant, VariantTables> tables, List<BsonDocument> documents)
            throws SQLException {
        for (VariantTables ofVariant : tables.values()) {
            ofVariant.copy(connection, documents);
        }
        documents.clear();
    }

    private VariantTables tables(Variant variant) {
        return variant.storage().isFlat()
                ? new FlatTables(variant, setting.blog(), setting.postgres())
                : new JsonbTables(variant, setting.blog(), setting.postgres());
    }

    /** Pinned plans are made for indexes: without, they would read a table once for each row of another. */
    private Config syncSettings(Variant variant) {
        return variant.indexes() == Indexes.INDEXED
                ? setting.syncSettings()
                : setting.syncSettings().withValue("plans", ConfigValueFactory.fromAnyRef("free"));
    }

    private SyncUnderTest newSync(Variant variant) {
        if (!variant.storage().isFlat()) {
            return new JsonbSync();
        }
        return variant.upkeep() == Upkeep.REWRITE
                ? new RewriteSync()
                : setting.syncClass().newSync();
    }

    /**
     * A variant's turn.
     *
     * @param round decides where questions are asked: the same places for each variant, as long as documents are equal
     */
    public Turn turn(Variant variant, int round) {
        return new Turn(variants.get(variant), seed(round), setting.repetitions(), setting.questionTime());
    }

    private long seed(int round) {
        return new SplittableRandom(setting.seed() + round).nextLong();
    }

    /** Notes an answer of a round that counts, these numbered from 0. */
    public void answered(Variant variant, int round, Question question, long nanos) {
        answers.get(variant).computeIfAbsent(question, q -> new Answers()).add(round, nanos);
    }

    /**
     * Clears up after a turn.
     *
     * @param compact whether tables get as small as they were: the same changes leave much more in the way in a small
     *     table than in a large one
     * @throws SQLException if PostgreSQL refuses
     */
    public void vacuum(Variant variant, boolean compact) throws SQLException {
        try (Connection connection = setting.postgres().connect()) {
            variants.get(variant).tables().vacuum(connection, compact ? "full" : "");
        }
    }

    /**
     * Asks each question again, until plans are what they are in the long run, and notes what PostgreSQL does for the
     * last answer.
     *
     * @param explained the same database
     * @throws Exception if a sync can't be started, or an answer is not to be had
     */
    public void explain(Variant variant, ExplainedPostgres explained) throws Exception {
        VariantUnderTest underTest = variants.get(variant);
        underTest.stop();
        try (Connection connection = setting.postgres().connect()) {
            underTest.tables().vacuum(connection, "analyze");
        }
        underTest.start(newSync(variant), explained.address());
        Turn turn = new Turn(underTest, setting.seed(), ASKED_UNTIL_EXPLAINED, setting.questionTime());
        while (turn.hasNext()) {
            Question question = turn.question();
            explained.take();
            turn.ask();
            Answers ofQuestion = answers.get(variant).computeIfAbsent(question, q -> new Answers());
            // The pull that it waits for would be counted, too.
            if (question != Question.EDIT_BEHIND_PULL) {
                ofQuestion.cost(
                        QuestionCosts.of(explained.take(), underTest.tables().names()));
            }
        }
    }

    /**
     * Compares a variant's tables with the documents.
     *
     * @throws SQLException if PostgreSQL refuses
     */
    public TableComparison.Outcome verify(Variant variant) throws SQLException {
        VariantUnderTest underTest = variants.get(variant);
        return underTest.tables().compare(population.with(underTest.documents().documents()), DIFFERENCES_SHOWN);
    }

    /** All answers so far. */
    public List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        answers.forEach((variant, ofVariant) ->
                ofVariant.forEach((question, all) -> cells.add(all.cell(comments(), variant.label(), question))));
        return cells;
    }

    /** Stops all syncs and drops the tables. */
    @Override
    public void close() throws SQLException {
        variants.values().forEach(VariantUnderTest::stop);
        try (Connection connection = setting.postgres().connect();
                Statement statement = connection.createStatement()) {
            for (String schema : made) {
                statement.execute("drop schema " + Identifiers.quoted(schema) + " cascade");
            }
        }
    }
}

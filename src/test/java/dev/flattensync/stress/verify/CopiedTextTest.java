package dev.flattensync.stress.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.flattensync.FlattenSync;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.MappingReader;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.primary.WriteCommand;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Text arrives whole by {@code COPY}, wherever buffers end: the driver's of 64 Ki characters, chunks of 4 MiB. */
@ExtendWith(TestPostgres.class)
class CopiedTextTest {
    private static final FlatSchema SCHEMA1 = FlatSchema.all().get(0);
    private static final DocumentMapping MAPPING = MappingReader.read(
            "users",
            ConfigFactory.parseString(
                    "collection = users, element = user, link = u, fields = [ name text, extra jsonb ], arrays = []"));
    /** Two characters of Java's, four bytes of UTF-8. */
    private static final String EMOJI = "\uD83D\uDE00";

    private static final int MORE_THAN_A_BUFFER = 40_000;
    private static final int MORE_THAN_A_CHUNK = 2_200_000;
    private static final int ALIGNMENTS = 8;

    @Test
    void emojiAreLoadedAtEveryAlignment(PostgresAddress postgres) throws Exception {
        List<String> texts = Stream.concat(
                        IntStream.range(0, ALIGNMENTS).mapToObj(ascii -> emoji(ascii, MORE_THAN_A_BUFFER)),
                        IntStream.range(0, 2).mapToObj(ascii -> emoji(ascii, MORE_THAN_A_CHUNK)))
                .toList();

        load(postgres, texts);

        assertThat(wrong(postgres, texts)).as("documents with another text").isEmpty();
        assertThat(differ(postgres)).as("rows whose jsonb holds another text").isZero();
    }

    @Test
    void whatCopyEscapesIsLoadedAsItIs(PostgresAddress postgres) throws Exception {
        List<String> texts =
                List.of("", "\\", "\\N", "\\.", "\n\r\t", "\\n" + EMOJI + "\t", "a\tb\nc\\d\re", "\u00e4\u20ac");

        load(postgres, texts);

        assertThat(wrong(postgres, texts)).as("documents with another text").isEmpty();
        assertThat(differ(postgres)).as("rows whose jsonb holds another text").isZero();
    }

    /** The sync writes changes without {@code COPY}, which the comparison uses. */
    @Test
    void comparisonFindsNoDifferenceWhereEmojiWereWrittenRight(PostgresAddress postgres) throws Exception {
        ChangeLog log = SyncedTables.log(MAPPING, List.of());
        SyncedTables tables = SyncedTables.load(postgres, MAPPING, SCHEMA1, log);
        for (int ascii = 0; ascii < ALIGNMENTS; ascii++) {
            log.apply(new WriteCommand.Insert(document(ascii, emoji(ascii, MORE_THAN_A_BUFFER))));
        }
        try (FlattenSync sync = tables.start(1)) {
            sync.whenVisible(log.end().time()).get(SyncedBlog.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        assertThat(tables.differences()).extracting(String::length).isEmpty();
    }

    private static void load(PostgresAddress postgres, List<String> texts) throws Exception {
        List<BsonDocument> documents = IntStream.range(0, texts.size())
                .mapToObj(i -> document(i, texts.get(i)))
                .toList();
        SyncedTables.load(postgres, MAPPING, SCHEMA1, SyncedTables.log(MAPPING, documents));
    }

    private static BsonDocument document(int number, String text) {
        return new BsonDocument("_id", new BsonString("%03d".formatted(number)))
                .append("name", new BsonString(text))
                .append("extra", new BsonDocument("text", new BsonString(text)));
    }

    private static String emoji(int ascii, int count) {
        return "a".repeat(ascii) + EMOJI.repeat(count);
    }

    /** Numbers only: the texts are megabytes. */
    private static List<Integer> wrong(PostgresAddress postgres, List<String> texts) throws Exception {
        List<String> names = texts(postgres, "select name from flattensync_schema1.users order by _id");
        assertThat(names.size()).isEqualTo(texts.size());
        return IntStream.range(0, texts.size())
                .filter(i -> !names.get(i).equals(texts.get(i)))
                .boxed()
                .toList();
    }

    private static int differ(PostgresAddress postgres) throws Exception {
        return texts(postgres, "select _id from flattensync_schema1.users where extra ->> 'text' <> name")
                .size();
    }

    private static List<String> texts(PostgresAddress postgres, String query) throws Exception {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            Stream.Builder<String> texts = Stream.builder();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts.build().toList();
        }
    }
}

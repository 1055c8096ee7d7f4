package dev.flattensync.stress.gatling;

import static org.galaxio.gatling.javaapi.JdbcDsl.DB;
import static org.galaxio.gatling.javaapi.JdbcDsl.allResults;
import static org.galaxio.gatling.javaapi.JdbcDsl.jdbc;

import com.zaxxer.hikari.HikariConfig;
import dev.flattensync.store.FlatSql;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.workload.DataSet;
import dev.flattensync.stress.workload.Probes;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ProtocolBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lookups as an application does them, beside the changes: one field of an element, by the document's id and positions,
 * through the Gatling JDBC plugin and with the planner as it is. No row is a fair answer, since the lookup races
 * changes that move elements; an SQL error or a time-out is not.
 */
public final class ProbeReads {
    private static final String ANSWER = "answer";
    private static final String ID = "id";
    private static final String POSITION = "position";
    private static final int MOST_CONNECTIONS = 4;
    private static final long IDLE_TIMEOUT_MILLIS = 10_000;

    private final DataSet data;
    private final PostgresAddress postgres;
    private final Duration timeout;

    /** @param timeout of a lookup, and of the wait for a connection */
    public ProbeReads(DataSet data, PostgresAddress postgres, Duration timeout) {
        this.data = data;
        this.postgres = postgres;
        this.timeout = timeout;
    }

    /** The plugin's protocol. Each population opens a pool of its own, so pools keep no idle connection. */
    public ProtocolBuilder protocol() {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(postgres.url());
        pool.setUsername(postgres.user());
        pool.setPassword(postgres.password());
        pool.setMaximumPoolSize(MOST_CONNECTIONS);
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(IDLE_TIMEOUT_MILLIS);
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(timeout.toMillis());
        pool.setConnectionInitSql("set statement_timeout = " + timeout.toMillis());
        return DB().hikariConfig(pool);
    }

    /** Places to look up, without end. */
    public Iterator<Map<String, Object>> feeder(long seed) {
        Probes probes = new Probes(data, new SplittableRandom(seed));
        return Stream.generate(() -> session(probes.next())).iterator();
    }

    /** The name of the requests. */
    public String name() {
        return "look up " + new Probes(data, new SplittableRandom(0)).element().name();
    }

    /** The lookup in an arm's tables. */
    public ActionBuilder lookUp(FlatSql sql) {
        Probes probes = new Probes(data, new SplittableRandom(0));
        String column = probes.element().fields().isEmpty()
                ? "_id"
                : probes.element().fields().get(0).column();
        List<String> positions = IntStream.rangeClosed(1, probes.element().depth())
                .mapToObj(depth -> "{" + POSITION + depth + "}")
                .toList();
        Map<String, Object> parameters = new HashMap<>(Map.of(ID, "#{" + ID + "}"));
        positions.forEach(position -> parameters.put(position.substring(1, position.length() - 1), "#" + position));
        return jdbc(name())
                .queryP(sql.lookUp(probes.element(), column, "{" + ID + "}", positions))
                .params(parameters)
                .check(allResults().saveAs(ANSWER));
    }

    /** Whether the lookup of a virtual user was answered. The plugin marks no session of one that was not as failed. */
    public static boolean answered(Session session) {
        return session.contains(ANSWER);
    }

    private static Map<String, Object> session(Probes.Probe probe) {
        Map<String, Object> values = new HashMap<>();
        values.put(ID, probe.documentId());
        for (int depth = 1; depth <= probe.positions().size(); depth++) {
            values.put(POSITION + depth, probe.positions().get(depth - 1));
        }
        return values;
    }
}

package dev.flattensync.stress.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What PostgreSQL counted of statements that are known. The server is shared, so its own figures are at least that. */
@ExtendWith(TestPostgres.class)
class ObserverTest {

    @Test
    void rowsInsertedUpdatedAndDeletedAreCounted(PostgresAddress postgres) throws Exception {
        ObservedBlog blog = ObservedBlog.load(postgres);
        Snapshot start = blog.snapshot();

        blog.execute("insert into %s.users (_id, name) select 'new' || i, 'n' from generate_series(1, 3) i");
        blog.execute("update %s.comments set content = 'edited' where p_index = 0"); // 6 posts
        blog.execute("update %s.posts set u_index = u_index + 1"); // 6 posts, by an indexed column
        blog.execute("delete from %s.comments where p_index > 1"); // 2 of each post

        assertThat(SideFigures.between(start, blog.snapshot()).rows())
                .hasValue(new RowCounts(3, 6 + 6, 6, 12, 6 + 6 + 12));
    }

    @Test
    void onlyTheTablesOfTheLayoutAreCounted(PostgresAddress postgres) throws Exception {
        ObservedBlog blog = ObservedBlog.load(postgres);
        Snapshot start = blog.snapshot();

        blog.execute("create table %s.others as select generate_series(1, 1000)");
        blog.execute("create table public.users as select generate_series(1, 1000)");

        SideFigures figures = SideFigures.between(start, blog.snapshot());
        assertThat(figures.rows()).hasValue(new RowCounts(0, 0, 0, 0, 0));
        assertThat(figures.growth()).isEqualTo(new TableSizes(0, 0));
    }

    @Test
    void walTablesAndIndexesGrowByAtLeastWhatIsWritten(PostgresAddress postgres) throws Exception {
        ObservedBlog blog = ObservedBlog.load(postgres);
        Snapshot start = blog.snapshot();

        blog.execute("insert into %s.users (_id, name) select 'new id ' || i, repeat('x', 500)"
                + " from generate_series(1, 2000) i");

        SideFigures figures = SideFigures.between(start, blog.snapshot());
        assertThat(figures.walBytes().orElseThrow()).isGreaterThan(2000 * (500 + 10));
        assertThat(figures.growth().tableBytes()).isGreaterThan(2000 * (500 + 10));
        assertThat(figures.growth().indexBytes()).isGreaterThan(2000 * 10);
    }

    @Test
    void countsOfTablesThatWereMadeAnewInBetweenAreUnknown(PostgresAddress postgres) throws Exception {
        ObservedBlog blog = ObservedBlog.load(postgres);
        blog.execute("update %s.comments set content = 'edited'");
        Snapshot start = blog.snapshot();

        Snapshot end = ObservedBlog.load(postgres).snapshot();

        assertThat(SideFigures.between(start, end).rows()).isEmpty();
    }

    @Test
    void rowsThatPostgresDoesNotCountAreUnknown(PostgresAddress postgres) throws Exception {
        ObservedBlog blog = ObservedBlog.load(postgres);
        blog.execute(
                "do $$ begin execute format('alter database %I set track_counts = off', current_database()); end $$");

        TableCounts counts = blog.counts();

        assertThat(counts.rows()).isEmpty();
        assertThat(counts.sizes().tableBytes()).isPositive();
    }

    @Test
    void walThatTheRoleMayNotAskForIsUnknown(PostgresAddress postgres) throws Exception {
        ObservedBlog blog = ObservedBlog.load(postgres);
        blog.execute("revoke execute on function pg_current_wal_insert_lsn() from public");

        try (OtherRole role = new OtherRole(postgres);
                Observer observer = Observer.open(role.address(), OptionalLong.empty())) {
            Snapshot snapshot = observer.read(blog.layout(), ObservedBlog.SCHEMA);

            assertThat(snapshot.server().walBytes()).isEmpty();
            assertThat(snapshot.tables()).isEqualTo(blog.counts());
            assertThat(blog.snapshot().server().walBytes()).isPresent();
        }
    }

    @Test
    void cpuOfAServerWithoutAKnownProcessIsUnknown(PostgresAddress postgres) throws Exception {
        assertThat(ObservedBlog.load(postgres).snapshot().server().cpuNanos()).isEmpty();
    }

    @Test
    void cpuOfAServerWithAKnownProcessIsRead(PostgresAddress postgres) throws Exception {
        ObservedBlog blog = ObservedBlog.load(postgres);
        try (Session session = new Session(postgres);
                Observer observer = Observer.open(postgres, OptionalLong.of(session.postmaster()))) {
            session.work();

            assertThat(observer.read(blog.layout(), ObservedBlog.SCHEMA)
                            .server()
                            .cpuNanos()
                            .orElseThrow())
                    .isPositive();
        }
    }

    @Test
    void aMissingTableIsAnError(PostgresAddress postgres) throws Exception {
        ObservedBlog blog = ObservedBlog.load(postgres);
        blog.execute("drop table %s.posts");

        assertThatThrownBy(blog::snapshot)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "expected the tables [users, posts, comments] in the PostgreSQL schema \"%s\", found 2 of them",
                        ObservedBlog.SCHEMA);
    }

    @Test
    void aLostConnectionIsAnErrorAndNoUnknownValue(PostgresAddress postgres) throws Exception {
        ObservedBlog blog = ObservedBlog.load(postgres);
        try (Observer observer = Observer.open(postgres, OptionalLong.empty())) {
            blog.execute("select pg_terminate_backend(pid, 10000) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()");

            assertThatThrownBy(() -> observer.read(blog.layout(), ObservedBlog.SCHEMA))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void figuresBetweenEqualReadingsAreZero(PostgresAddress postgres) throws Exception {
        Snapshot snapshot = ObservedBlog.load(postgres).snapshot();

        SideFigures figures = SideFigures.between(snapshot, snapshot);

        assertThat(figures.walBytes()).hasValue(0);
        assertThat(figures.rows()).hasValue(new RowCounts(0, 0, 0, 0, 0));
        assertThat(figures.growth()).isEqualTo(new TableSizes(0, 0));
        assertThat(figures.rigCpuNanos()).hasValue(0);
        assertThat(figures.pauses()).isEqualTo(Optional.of(new GarbagePauses(0, 0)));
        assertThat(figures.stealShare()).as("a share of no time").isEmpty();
    }
}

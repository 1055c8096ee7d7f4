package dev.flattensync.stress.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.measure.Ticker;
import dev.flattensync.stress.report.BlockText;
import dev.flattensync.stress.report.Console;
import dev.flattensync.stress.report.Terminal;
import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.ChangeKind;
import dev.flattensync.stress.workload.InjectionProfile.Step;
import dev.flattensync.stress.workload.Schedule;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;

class ProgressTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final int WIDTH = 120;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Clock clock = new Clock();
    private final ChangeKind kind = new Blog().kind("edit comment");
    private Progress progress = on(new Terminal(true, true, WIDTH));

    /** A clock that a test sets. */
    private static final class Clock implements Ticker {
        private long nanos = 5_000 * SECOND;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(nanos);
        }
    }

    @AfterEach
    void close() {
        progress.close();
    }

    @Test
    void blockIsShownWithOfferedAndVisibleRateAndBacklog() {
        Block block = block(100);
        progress.running("block 3 of 8", block);
        block.claim();
        assertThat(shown()).isEqualTo("block 3 of 8: schema1, offered 0/s, visible 0/s, backlog 0");

        clock.nanos = block.startNanos() + 5 * SECOND;
        visible(block, 0, 400);
        progress.tick();
        clock.nanos += SECOND;
        visible(block, 400, 460);

        assertThat(shown()).isEqualTo("block 3 of 8: schema1, offered 100/s, visible 60/s, backlog 140");
    }

    @Test
    void visibleRateIsThatOfTheLastSecond() {
        Block block = block(100);
        progress.running("block 3 of 8", block);
        block.claim();
        clock.nanos = block.startNanos() + 5 * SECOND;
        for (int tick = 0; tick < 6; tick++) {
            visible(block, tick * 50, tick * 50 + 50);
            progress.tick();
            clock.nanos += SECOND / 2;
        }

        assertThat(shown()).contains("visible 50/s");
        clock.nanos += SECOND / 2;
        assertThat(shown()).contains("visible 0/s");
    }

    @Test
    void failedChangesAreNotVisibleAndDoNotWait() {
        Block block = block(100);
        progress.running("block 3 of 8", block);
        block.claim();
        clock.nanos = block.startNanos() + SECOND;
        progress.tick();
        clock.nanos += SECOND;
        for (int change = 0; change < 200; change++) {
            block.start(change);
            block.failed(change, kind, 30 * SECOND);
        }

        assertThat(shown()).contains("offered 100/s, visible 0/s, backlog 0");
    }

    @Test
    void offeredRateRampsAndEnds() {
        Block block = new Block(
                "schema1",
                1,
                false,
                Schedule.of(
                        List.of(
                                new Step(100, Duration.ZERO, Duration.ofSeconds(4)),
                                new Step(300, Duration.ofSeconds(4), Duration.ofSeconds(2))),
                        new SplittableRandom(1)),
                Block.ANY_BACKLOG,
                clock);
        progress.running("block 1 of 1", block);
        block.claim();

        assertThat(Stream.of(-1, 1, 5, 6, 9, 11).map(second -> {
                    clock.nanos = block.startNanos() + second * SECOND;
                    return shown().replaceFirst(".*offered (\\d+)/s.*", "$1");
                }))
                .containsExactly("0", "100", "150", "200", "300", "0");
    }

    @Test
    void warmUpIsCalledSo() {
        Block block = block("schema2", true, 10, 20);
        progress.running("block 1 of 8", block);
        block.claim();

        assertThat(shown()).startsWith("block 1 of 8: schema2 (warm-up), ");
    }

    @Test
    void timeLeftIsThatOfTheBlocksAndOfTheTimeBetweenSoFar() {
        List<Block> blocks = Stream.generate(() -> block(10)).limit(4).toList();
        progress.planned(blocks);
        progress.doing("load");
        assertThat(shown()).as("nobody knows how long the load takes").isEqualTo("load, 0 s");

        progress.running("block 1 of 4", blocks.get(0));
        blocks.get(0).claim();
        assertThat(shown()).as("4 of 20 s, and a second of lead for each").endsWith(left("1:24"));

        clock.nanos = blocks.get(0).startNanos() + 5 * SECOND;
        assertThat(shown()).as("15 s of it, 3 of 20 s, 3 leads").endsWith(left("1:18"));

        clock.nanos = blocks.get(0).endNanos() + 7 * SECOND;
        blocks.get(1).claim();
        clock.nanos = blocks.get(1).startNanos();
        assertThat(shown()).as("20 s of it, 2 of 20 s, 2 times 8 s between").endsWith(left("1:16"));

        clock.nanos = blocks.get(1).endNanos() + 3 * SECOND;
        assertThat(shown()).as("3 s of the time between have passed").endsWith(left("0:53"));

        clock.nanos += 60 * SECOND;
        assertThat(shown()).as("never less than what is planned").endsWith(left("0:40"));

        progress.allRun();
        progress.doing("checks");
        assertThat(shown()).isEqualTo("checks, 0 s");
    }

    @Test
    void lineIsClearedWhileOthersWork() {
        progress.doing("load");
        progress.tick();
        progress.idle();
        progress.tick();

        assertThat(printed()).isEqualTo("load, 0 s\r         \r");
    }

    @Test
    void rowsThatAreLoadedAreShown() {
        LongConsumer rows = progress.loading("load schema1", 40_000);
        rows.accept(10_000);
        clock.nanos += 3 * SECOND;

        assertThat(shown()).isEqualTo("load schema1, 10,000 of 40,000 rows (25%), 3 s");
    }

    @Test
    void lineOnATerminalIsDrawnOverAndOverAndClearedAtTheEnd() {
        progress.doing("check");
        progress.tick();
        clock.nanos += SECOND;
        progress.tick();
        progress.close();
        progress.tick();

        assertThat(printed()).isEqualTo("check, 0 s\rcheck, 1 s\r          \r");
    }

    @Test
    void logHasALineEveryTenSecondsOfSilence() {
        progress = on(Terminal.NONE);
        progress.doing("check");
        ticks(50);

        assertThat(printed().lines()).containsExactly("  check, 10 s", "  check, 20 s");
    }

    @Test
    void lineThatSomebodyElsePrintsBreaksTheSilence() {
        Console console = console(Terminal.NONE);
        progress = new Progress(console, clock);
        progress.doing("check");
        ticks(16);
        console.line("a line");
        ticks(19);

        assertThat(printed().lines()).containsExactly("a line");
        ticks(3);
        assertThat(printed().lines()).hasSize(2);
    }

    @Test
    void logHasNoControlCharacters() {
        progress = on(Terminal.NONE);
        Block block = block("evil\u001b[2J\r", false, 10, 60);
        progress.planned(List.of(block));
        progress.running("block 1 of 1", block);
        block.claim();
        ticks(50);
        progress.close();

        assertThat(printed().lines()).hasSize(2);
        assertThat(printed()).contains("evil\\u{1b}[2J\\u{d}").doesNotContainPattern("[\\p{Cntrl}&&[^\n]]");
    }

    @Test
    void nothingIsToldBeforeAnythingIsDone() {
        ticks(50);

        assertThat(printed()).isEmpty();
    }

    @Test
    void threadEndsWithTheProgress() throws Exception {
        progress = Progress.started(console(new Terminal(true, false, WIDTH)), Ticker.SYSTEM);
        progress.doing("check");
        Thread thread = thread();
        assertThat(thread.isDaemon()).isTrue();

        progress.close();
        thread.join(10_000);

        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    @DefaultLocale("ar-EG-u-nu-arab")
    void numbersHaveLatinDigitsInEgypt() {
        Block block = block(1_000);
        progress.planned(List.of(block));
        progress.running("block 1 of 1", block);
        block.claim();
        clock.nanos = block.startNanos() + 10 * SECOND;

        assertThat(shown()).isEqualTo("block 1 of 1: schema1, offered 1,000/s, visible 0/s, backlog 10,000, 0:10 left");
        progress.loading("load", 2_000).accept(1_000);
        assertThat(shown()).startsWith("load, 1,000 of 2,000 rows (50%), 0 s");
    }

    @Test
    @DefaultLocale("ar-EG-u-nu-arab")
    void blockThatIsOverIsSummedUp() {
        Block block = block(100);
        block.claim();
        for (int change = 0; change < 2_000; change++) {
            clock.nanos = block.dueNanos(change);
            block.start(change);
            if (change < 3) {
                block.failed(change, kind, 30 * SECOND);
            } else {
                clock.nanos += change < 1_990 ? 2 * MILLI : 5 * SECOND;
                block.visible(change, kind);
            }
        }

        assertThat(BlockText.of(block))
                .isEqualTo("schema1, 2,000 changes, p50 2.00 ms, p95 2.00 ms, 3 failed, backlog at the end 13");
    }

    @Test
    void shortBlockHasTooFewChangesForPercentiles() {
        Block block = block("schema1", true, 10, 1);
        block.claim();
        visible(block, 0, 10);

        assertThat(BlockText.of(block))
                .startsWith("schema1 (warm-up, not measured), 10 changes, p50 too few, p95 too few, 0 failed");
    }

    private static Thread thread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("progress") && thread.isAlive())
                .findFirst()
                .orElseThrow();
    }

    private static String left(String time) {
        return ", " + time + " left";
    }

    private Block block(double rate) {
        return block("schema1", false, rate, 20);
    }

    private Block block(String arm, boolean warmUp, double rate, long seconds) {
        Step step = new Step(rate, Duration.ZERO, Duration.ofSeconds(seconds));
        return new Block(arm, 1, warmUp, Schedule.of(List.of(step), new SplittableRandom(1)), Block.ANY_BACKLOG, clock);
    }

    private void visible(Block block, int from, int to) {
        for (int change = from; change < to; change++) {
            block.start(change);
            block.visible(change, kind);
        }
    }

    /** Two in a second. */
    private void ticks(int count) {
        for (int tick = 0; tick < count; tick++) {
            clock.nanos += SECOND / 2;
            progress.tick();
        }
    }

    /** What the last line on the terminal is after a tick. */
    private String shown() {
        progress.tick();
        String[] drawn = printed().split("\r");
        return drawn[drawn.length - 1].stripTrailing();
    }

    private Progress on(Terminal terminal) {
        return new Progress(console(terminal), clock);
    }

    private Console console(Terminal terminal) {
        return new Console(new PrintStream(printed, true, UTF_8), terminal);
    }

    private String printed() {
        return printed.toString(UTF_8);
    }
}

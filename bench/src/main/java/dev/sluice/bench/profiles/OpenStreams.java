package dev.sluice.bench.profiles;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;

import com.sun.management.UnixOperatingSystemMXBean;

import dev.sluice.bench.contestants.Contestant;
import dev.sluice.bench.load.Ask;
import dev.sluice.bench.load.Ask.Dialect;
import dev.sluice.bench.load.Plan;
import dev.sluice.bench.load.Run;
import dev.sluice.bench.measuring.Memory;
import dev.sluice.bench.profiles.Table.Bound;

/// Thousands of streams at once with a token a second each: memory per open stream, and whether every frame
/// arrives.
final class OpenStreams {

    private static final int GAP_MICROS = 1_000_000;
    private static final int CONNECTS_PER_SECOND = 800;
    private static final int HELD_SECONDS = 10;
    private static final int FILES_RESERVED = 400;
    private static final Duration AT_MOST = Duration.ofMinutes(4);
    private static final double KILO = 1_024;

    private final Course course;
    private final Options options;
    private final Table table;

    OpenStreams(Course course, Options options, Table table) {
        this.course = course;
        this.options = options;
        this.table = table;
    }

    void measure() throws IOException, InterruptedException {
        Contestant relay = course.relay();
        hold(relay, 200, () -> {
        });
        long rssBefore = Memory.rss(relay.pid());
        long heapBefore = Memory.liveHeap(relay.pid());
        double perStream = 0;
        int most = 0;
        for (int streams : options.brief() ? new int[]{within(8_000)} : new int[]{1_000, 8_000, within(10_000)}) {
            long[] found = new long[2];
            hold(relay, streams, () -> {
                found[0] = Memory.rss(relay.pid());
                found[1] = Memory.liveHeap(relay.pid());
            });
            perStream = (found[1] - heapBefore) / KILO / streams;
            most = streams;
            table.detail("relay at " + streams + " streams, every frame delivered",
                    "live heap " + Table.number(perStream) + " KB a stream, RSS "
                            + Table.number((found[0] - rssBefore) / KILO / streams) + " KB a stream, "
                            + Table.number(found[0] / KILO / KILO) + " MB in all");
        }
        table.judge("live heap per open stream", perStream, " KB", Bound.atMost(8, 5), "at " + most + " streams");
        table.judge("streams at once, every frame delivered", most, "", Bound.atLeast(8_000, 10_000),
                "open files allow " + within(Integer.MAX_VALUE) + " here");
        nginx();
    }

    private void nginx() throws IOException, InterruptedException {
        int streams = options.brief() ? 1_000 : 8_000;
        Contestant nginx = course.nginx(false);
        long before = Memory.rss(nginx.pid());
        long[] found = new long[1];
        hold(nginx, streams, () -> found[0] = Memory.rss(nginx.pid()));
        table.detail("plain nginx at " + streams + " streams",
                "RSS " + Table.number((found[0] - before) / KILO / streams) + " KB a stream");
    }

    /// What is looked at while all streams are open.
    private interface Look {
        void now() throws IOException, InterruptedException;
    }

    private void hold(Contestant contestant, int streams, Look look) throws IOException, InterruptedException {
        int chunks = streams / CONNECTS_PER_SECOND * 2 + HELD_SECONDS;
        Run run = course.load().start(Plan.times(contestant.port(),
                course.asks(key -> Ask.stream(Dialect.ANTHROPIC, key, chunks, GAP_MICROS)), streams,
                CONNECTS_PER_SECOND, 1));
        Waiting.until(() -> run.streaming() == streams, AT_MOST,
                streams + " streams at once through " + contestant.name());
        look.now();
        run.await(AT_MOST).requireAll(chunks);
    }

    /// A stream takes two files of the one in between; what this process may open, a child may too.
    private static int within(int streams) {
        long files = ((UnixOperatingSystemMXBean) ManagementFactory
                .getOperatingSystemMXBean()).getMaxFileDescriptorCount();
        return (int) Math.min(streams, (files - FILES_RESERVED) / 2);
    }
}

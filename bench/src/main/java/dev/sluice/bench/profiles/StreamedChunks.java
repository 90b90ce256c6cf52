package dev.sluice.bench.profiles;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.sluice.bench.load.Ask;
import dev.sluice.bench.load.Ask.Dialect;
import dev.sluice.bench.load.Plan;
import dev.sluice.bench.load.Run;
import dev.sluice.bench.measuring.Allocation;
import dev.sluice.bench.measuring.Ledger;
import dev.sluice.bench.measuring.Recording;
import dev.sluice.bench.measuring.Spent;
import dev.sluice.bench.profiles.Table.Bound;

/// 400 streams with a token every 40 ms each: what one token costs while they run, their begin and end left
/// out. Every frame must arrive.
final class StreamedChunks {

    private static final int STREAMS = 400;
    private static final int GAP_MICROS = 40_000;
    private static final int CONNECTS_PER_SECOND = 400;
    private static final int SETTLING_SECONDS = 3;
    private static final int WARM_UP_CHUNKS = 100;
    private static final double PACE_MIN = 0.95;
    private static final Duration AT_MOST = Duration.ofMinutes(3);
    private static final List<String> FIELD = List.of("nginx-plain", "relay", "haproxy-plain");

    private final Course course;
    private final Options options;
    private final Table table;
    private final Faults faults;
    private final Takes takes;
    private final int seconds;
    private final Map<String, List<Turn>> turns = new LinkedHashMap<>();

    /// What one turn showed.
    private record Turn(String name, long frames, Spent spent) {
        double cpuMicros() {
            return cpuMicros(name);
        }

        double cpuMicros(String process) {
            return spent.microsPer(process, frames);
        }
    }

    StreamedChunks(Course course, Options options, Table table, Faults faults,
            Takes takes) {
        this.course = course;
        this.options = options;
        this.table = table;
        this.faults = faults;
        this.takes = takes;
        this.seconds = options.brief() ? 5 : 10;
    }

    void measure() throws IOException, InterruptedException {
        warmUp();
        course.settle();
        for (int round = 0; round < (options.brief() ? 2 : 3); round++) {
            for (String name : FIELD) {
                turns.computeIfAbsent(name, _ -> new ArrayList<>()).add(turn(name, Window.NOTHING));
            }
        }
        allocation();
        table.judge("CPU per streamed chunk against nginx, proxy_buffering off",
                Median.ratio(of("relay"), of("nginx-plain"), Turn::cpuMicros), "×", Bound.atMost(1.5, 1.1), figures());
        table.detail("µs of CPU per chunk through the relay, by process", String.join(", ",
                Stream.of("relay", "redis", "kafka", "usage-streams", Course.PROVIDER, Course.GENERATOR)
                        .map(each -> each + " " + Table.number(Median.of(of("relay"), turn -> turn.cpuMicros(each))))
                        .toList()));
    }

    private void warmUp() throws IOException, InterruptedException {
        Duration most = Duration.ofSeconds(options.brief() ? 40 : 120);
        Run run = course.load().start(new Plan(course.relay().port(),
                course.asks(key -> Ask.stream(Dialect.ANTHROPIC, key, WARM_UP_CHUNKS, GAP_MICROS)), STREAMS,
                CONNECTS_PER_SECOND, Long.MAX_VALUE, most.multipliedBy(2), 0));
        new WarmUp(course, faults, most).await("chunks", "relay", run, Run::frames);
        var _ = run.finish().await(AT_MOST).requireAll(WARM_UP_CHUNKS);
    }

    private List<Turn> of(String name) {
        return turns.getOrDefault(name, List.of());
    }

    private String figures() {
        List<String> all = new ArrayList<>();
        turns.forEach((name, each) -> all.add(name + " " + Table.number(Median.of(each, Turn::cpuMicros)) + " µs"));
        return String.join(", ", all);
    }

    /// What is looked at while the streams run.
    private interface Window {
        Window NOTHING = new Window() {
            @Override
            public void began() {}

            @Override
            public void ended(long frames) {}
        };

        void began();

        void ended(long frames);
    }

    private Turn turn(String name, Window window) throws IOException, InterruptedException {
        return takes.undisturbed("chunks, " + name, Turn::spent, () -> take(name, window));
    }

    private Turn take(String name, Window window) throws InterruptedException {
        int chunks = (STREAMS / CONNECTS_PER_SECOND + SETTLING_SECONDS + seconds) * 1_000_000 / GAP_MICROS;
        Run run = course.load().start(Plan.times(course.running(name).port(),
                course.asks(key -> Ask.stream(Dialect.ANTHROPIC, key, chunks, GAP_MICROS)), STREAMS,
                CONNECTS_PER_SECOND, 1));
        Waiting.until(() -> run.streaming() == STREAMS, AT_MOST, STREAMS + " streams at once through " + name);
        window.began();
        Ledger ledger = course.ledger();
        long before = run.frames();
        Waiting.pause(Duration.ofSeconds(seconds));
        long passed = run.frames() - before;
        Spent spent = ledger.spent();
        window.ended(passed);
        run.await(AT_MOST).requireAll(chunks);
        double due = STREAMS * 1e6 / GAP_MICROS * spent.elapsed().toNanos() / 1e9;
        if (passed < due * PACE_MIN) {
            faults.add("chunks, " + name, "%,d tokens in %d s where %,.0f were due".formatted(passed, seconds, due));
        }
        return new Turn(name, passed, spent);
    }

    private void allocation() throws IOException, InterruptedException {
        try (Allocation allocation = Allocation.of(course.relay().pid());
                Recording _ = Recording.of(course.relay().pid(), "chunks", options.profile())) {
            take("relay", new Window() {
                private Map<String, Long> before = Map.of();

                @Override
                public void began() {
                    before = allocation.byThread();
                }

                @Override
                public void ended(long frames) {
                    judge(before, allocation.byThread(), frames);
                }
            });
        }
    }

    private void judge(Map<String, Long> before, Map<String, Long> after, long frames) {
        Map<String, Double> each = new LinkedHashMap<>();
        after.forEach((thread, bytes) -> each.put(thread,
                (bytes - before.getOrDefault(thread, 0L)) / (double) frames));
        double all = each.values().stream().mapToDouble(Double::doubleValue).sum();
        List<String> busiest = each.entrySet().stream().filter(thread -> thread.getValue() > 1)
                .map(thread -> thread.getKey() + " " + Table.number(thread.getValue())).toList();
        table.judge("allocation per relayed chunk", all, " B", Bound.atMost(200, 10),
                "by thread: " + String.join(", ", busiest));
    }
}

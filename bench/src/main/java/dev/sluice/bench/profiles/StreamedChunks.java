package dev.sluice.bench.profiles;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.bench.contestants.Contestant;
import dev.sluice.bench.load.Ask;
import dev.sluice.bench.load.Ask.Dialect;
import dev.sluice.bench.load.Plan;
import dev.sluice.bench.load.Run;
import dev.sluice.bench.measuring.Allocation;
import dev.sluice.bench.measuring.CpuTime;
import dev.sluice.bench.measuring.Recording;
import dev.sluice.bench.profiles.Table.Bound;

/// 400 streams with a token every 40 ms each: what one token costs while they run, their begin and end left
/// out. Every frame must arrive.
final class StreamedChunks {

    private static final int STREAMS = 400;
    private static final int GAP_MICROS = 40_000;
    private static final int CONNECTS_PER_SECOND = 400;
    private static final int SETTLING_SECONDS = 4;
    private static final Duration AT_MOST = Duration.ofMinutes(3);
    private static final List<String> FIELD = List.of("nginx-plain", "relay", "haproxy-plain");

    private final Course course;
    private final Options options;
    private final Table table;
    private final int seconds;
    private final Map<String, List<Double>> cpuMicros = new LinkedHashMap<>();

    StreamedChunks(Course course, Options options, Table table) {
        this.course = course;
        this.options = options;
        this.table = table;
        this.seconds = options.brief() ? 5 : 10;
    }

    void measure() throws IOException, InterruptedException {
        turn("relay", Window.NOTHING);
        for (int round = 0; round < (options.brief() ? 1 : 3); round++) {
            for (String name : FIELD) {
                cpuMicros.computeIfAbsent(name, _ -> new ArrayList<>()).add(turn(name, Window.NOTHING));
            }
        }
        allocation();
        table.judge("CPU per streamed chunk against nginx, proxy_buffering off",
                Median.ratio(cpuMicros.getOrDefault("relay", List.of()),
                        cpuMicros.getOrDefault("nginx-plain", List.of()), Double::doubleValue),
                "×", Bound.atMost(1.5, 1.1), figures());
    }

    private String figures() {
        List<String> all = new ArrayList<>();
        cpuMicros.forEach((name, each) -> all
                .add(name + " " + Table.number(Median.of(each, Double::doubleValue)) + " µs"));
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

    /// Microseconds of CPU per token.
    private double turn(String name, Window window) throws InterruptedException {
        Contestant contestant = course.running(name);
        int chunks = (STREAMS / CONNECTS_PER_SECOND + SETTLING_SECONDS + seconds) * 1_000_000 / GAP_MICROS;
        Run run = course.load().start(Plan.times(contestant.port(),
                course.asks(key -> Ask.stream(Dialect.ANTHROPIC, key, chunks, GAP_MICROS)), STREAMS,
                CONNECTS_PER_SECOND, 1));
        Waiting.until(() -> run.streaming() == STREAMS, AT_MOST, STREAMS + " streams at once through " + name);
        window.began();
        Duration cpu = CpuTime.of(contestant.pid());
        long frames = run.frames();
        Waiting.pause(Duration.ofSeconds(seconds));
        long passed = run.frames() - frames;
        Duration used = CpuTime.of(contestant.pid()).minus(cpu);
        window.ended(passed);
        run.await(AT_MOST).requireAll(chunks);
        return used.toNanos() / 1e3 / passed;
    }

    private void allocation() throws IOException, InterruptedException {
        try (Allocation allocation = Allocation.of(course.relay().pid());
                Recording _ = Recording.of(course.relay().pid(), "chunks", options.profile())) {
            turn("relay", new Window() {
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

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
import dev.sluice.bench.load.Tally;
import dev.sluice.bench.measuring.CpuTime;
import dev.sluice.bench.measuring.Recording;
import dev.sluice.bench.profiles.Table.Bound;

/// One JSON question, one JSON answer, as fast as they go: CPU per request and throughput at saturation. The
/// contestants take turns; ratios are of the same turn.
final class ShortRequests {

    private static final int CONNECTIONS = 64;
    private static final Duration WARM_UP_MAX = Duration.ofMinutes(2);
    private static final Duration AT_MOST = Duration.ofMinutes(3);
    private static final List<String> FIELD = List.of("nginx-governed", "relay", "relay-plain", "nginx-plain",
            "haproxy-governed");

    /// What one turn showed.
    private record Turn(double cpuMicros, double perSecond, double p50Micros, double p99Micros, double failed) {}

    private final Course course;
    private final Options options;
    private final Table table;
    private final List<Ask> asks;
    private final Map<String, List<Turn>> turns = new LinkedHashMap<>();

    ShortRequests(Course course, Options options, Table table) {
        this.course = course;
        this.options = options;
        this.table = table;
        this.asks = course.asks(key -> Ask.json(Dialect.ANTHROPIC, key));
    }

    void measure() throws IOException, InterruptedException {
        for (String name : FIELD) {
            warmUp(name, name.startsWith("relay") ? options.brief() ? 40_000 : 120_000 : 1_000);
        }
        try (Recording _ = Recording.of(course.relay().pid(), "short", options.profile())) {
            for (int round = 0; round < (options.brief() ? 3 : 5); round++) {
                for (String name : FIELD) {
                    turns.computeIfAbsent(name, _ -> new ArrayList<>())
                            .add(turn(name, Duration.ofSeconds(options.brief() ? 2 : 5)));
                }
            }
        }
        threads();
        report();
        course.stop("relay-plain");
    }

    /// By the number of requests, not by time: what a JVM compiles depends on how often it ran.
    private void warmUp(String name, long requests) throws InterruptedException {
        Plan plan = new Plan(course.running(name).port(), asks, CONNECTIONS, CONNECTIONS, requests / CONNECTIONS,
                WARM_UP_MAX, 0);
        var _ = course.load().run(plan, AT_MOST);
    }

    private Turn turn(String name, Duration duration) throws InterruptedException {
        Contestant contestant = course.running(name);
        Duration before = CpuTime.of(contestant.pid());
        Tally tally = course.load().run(Plan.closed(contestant.port(), asks, CONNECTIONS, duration), AT_MOST);
        Duration used = CpuTime.of(contestant.pid()).minus(before);
        return new Turn(used.toNanos() / 1e3 / tally.requests(), tally.perSecond(),
                tally.latency().getValueAtPercentile(50) / 1e3, tally.latency().getValueAtPercentile(99) / 1e3,
                100.0 * (tally.failed() + tally.broken()) / tally.requests());
    }

    /// Who inside the relay uses it.
    private void threads() throws IOException, InterruptedException {
        long pid = course.relay().pid();
        Map<String, Duration> before = CpuTime.byThread(pid);
        Tally tally = course.load().run(Plan.closed(course.relay().port(), asks, CONNECTIONS, Duration.ofSeconds(3)),
                AT_MOST);
        table.detail("relay, µs of CPU per request by thread", Threads.perUnit(before, CpuTime.byThread(pid),
                tally.requests()));
    }

    private void report() {
        table.judge("CPU per short request against governed nginx", ratio("relay", "nginx-governed", Turn::cpuMicros),
                "×", Bound.atMost(2.0, 1.5), figures(Turn::cpuMicros, "µs"));
        table.judge("throughput, durable against plain", ratio("relay", "relay-plain", Turn::perSecond), "",
                Bound.atLeast(0.85, 0.95), "CPU per request plain/durable "
                        + Table.number(ratio("relay-plain", "relay", Turn::cpuMicros)));
        table.detail("requests/s at saturation, all processes on the same two cores", figures(Turn::perSecond, "/s"));
        table.detail("latency p50, 64 connections, saturated", figures(Turn::p50Micros, "µs"));
        table.detail("latency p99, 64 connections, saturated", figures(Turn::p99Micros, "µs"));
        table.detail("not answered 200 (a relay that waits 250 ms for Redis in vain answers 503)",
                figures(Turn::failed, "%"));
    }

    private String figures(Median.Figure<Turn> figure, String unit) {
        List<String> all = new ArrayList<>();
        turns.forEach((name, each) -> all.add(name + " " + Table.number(Median.of(each, figure)) + " " + unit));
        return String.join(", ", all);
    }

    private double ratio(String ours, String theirs, Median.Figure<Turn> figure) {
        return Median.ratio(turns.getOrDefault(ours, List.of()), turns.getOrDefault(theirs, List.of()), figure);
    }
}

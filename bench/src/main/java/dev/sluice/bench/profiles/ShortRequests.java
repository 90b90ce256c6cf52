package dev.sluice.bench.profiles;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.sluice.bench.load.Ask;
import dev.sluice.bench.load.Ask.Dialect;
import dev.sluice.bench.load.Plan;
import dev.sluice.bench.load.Run;
import dev.sluice.bench.load.Tally;
import dev.sluice.bench.measuring.CpuTime;
import dev.sluice.bench.measuring.Ledger;
import dev.sluice.bench.measuring.Recording;
import dev.sluice.bench.measuring.Spent;
import dev.sluice.bench.profiles.Table.Bound;

/// One JSON question, one JSON answer, as fast as they go: CPU per request and throughput at saturation. The
/// contestants take turns; ratios are of the same turn.
final class ShortRequests {

    private static final int CONNECTIONS = 64;
    private static final Duration AT_MOST = Duration.ofMinutes(3);
    private static final String PLAIN_PROXY = "nginx-plain";
    private static final String PLAIN_RELAY = "relay-plain";
    /// Requests per second where each has to wake who serves it.
    private static final int PACE = 1_000;
    private static final List<String> PACED = List.of("nginx-governed", "relay");
    private static final List<String> FIELD = List.of("nginx-governed", "relay", PLAIN_RELAY, PLAIN_PROXY,
            "haproxy-governed");

    /// What one turn showed.
    private record Turn(String name, Tally tally, Spent spent) {
        double cpuMicros() {
            return cpuMicros(name);
        }

        double cpuMicros(String process) {
            return spent.microsPer(process, tally.requests());
        }

        double perSecond() {
            return tally.perSecond();
        }

        double latencyMicros(double percentile) {
            return tally.latency().getValueAtPercentile(percentile) / 1e3;
        }
    }

    private final Course course;
    private final Options options;
    private final Table table;
    private final Faults faults;
    private final Takes takes;
    private final List<Ask> asks;
    private final Map<String, List<Turn>> turns = new LinkedHashMap<>();
    private final Map<String, Turn> paced = new LinkedHashMap<>();

    ShortRequests(Course course, Options options, Table table, Faults faults,
            Takes takes) {
        this.course = course;
        this.options = options;
        this.table = table;
        this.faults = faults;
        this.takes = takes;
        this.asks = course.asks(key -> Ask.json(Dialect.ANTHROPIC, key));
    }

    void measure() throws IOException, InterruptedException {
        for (String name : FIELD) {
            warmUp(name);
        }
        try (Recording _ = Recording.of(course.relay().pid(), "short", options.profile())) {
            for (int round = 0; round < (options.brief() ? 3 : 5); round++) {
                for (String name : FIELD) {
                    turns.computeIfAbsent(name, _ -> new ArrayList<>()).add(turn(name));
                }
            }
        }
        for (String name : PACED) {
            paced.put(name, turn(name, Plan.open(course.running(name).port(), asks, CONNECTIONS, PACE, duration())));
        }
        threads();
        report();
        course.stop(PLAIN_RELAY);
    }

    private void warmUp(String name) throws IOException, InterruptedException {
        Duration most = Duration.ofSeconds(options.brief() ? 120 : 240);
        Run run = course.load()
                .start(Plan.closed(course.running(name).port(), asks, CONNECTIONS, most.multipliedBy(2)));
        new WarmUp(course, faults, most).await("short", name, run, Run::requests);
        var _ = run.finish().await(AT_MOST);
        forgetReservationsOf(name);
    }

    private void forgetReservationsOf(String name) throws IOException {
        if (name.equals(PLAIN_RELAY)) {
            course.forgetReservations();
        }
    }

    private Turn turn(String name) throws IOException, InterruptedException {
        Turn turn = turn(name, Plan.closed(course.running(name).port(), asks, CONNECTIONS, duration()));
        if (name.startsWith("relay")) {
            faults.saturated("short, " + name, turn.spent);
        }
        return turn;
    }

    private Duration duration() {
        return Duration.ofSeconds(options.brief() ? 3 : 6);
    }

    private Turn turn(String name, Plan plan) throws IOException, InterruptedException {
        return takes.undisturbed("short, " + name, Turn::spent, () -> take(name, plan));
    }

    private Turn take(String name, Plan plan) throws IOException, InterruptedException {
        course.writeBack();
        Ledger ledger = course.ledger();
        Tally tally = course.load().run(plan, AT_MOST);
        Spent spent = ledger.spent();
        faults.answers("short, " + name, tally);
        forgetReservationsOf(name);
        return new Turn(name, tally, spent);
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
        table.judge("throughput, durable against plain", ratio("relay", PLAIN_RELAY, Turn::perSecond), "",
                Bound.atLeast(0.85, 0.95), "CPU per request plain/durable "
                        + Table.number(ratio(PLAIN_RELAY, "relay", Turn::cpuMicros)));
        table.detail("requests/s at saturation, all processes on the same two cores", figures(Turn::perSecond, "/s"));
        table.detail("CPU per request at " + PACE + " requests/s, nobody saturated", paced.entrySet().stream()
                .map(turn -> turn.getKey() + " " + Table.number(turn.getValue().cpuMicros()) + " µs")
                .collect(Collectors.joining(", ")));
        table.detail("latency p50, 64 connections, saturated", figures(turn -> turn.latencyMicros(50), "µs"));
        table.detail("latency p99, 64 connections, saturated", figures(turn -> turn.latencyMicros(99), "µs"));
        table.detail("µs of CPU per request through the relay, by process", byProcess());
        faults.throughput("short, relay", Median.of(of("relay"), Turn::perSecond),
                Median.of(of(PLAIN_PROXY), Turn::perSecond));
    }

    private String byProcess() {
        List<String> all = new ArrayList<>();
        for (String process : List.of("relay", "redis", "kafka", "usage-streams", Course.PROVIDER,
                Course.GENERATOR)) {
            all.add(process + " " + Table.number(Median.of(of("relay"), turn -> turn.cpuMicros(process))));
        }
        all.add("idle " + Table.number(100 * Median.of(of("relay"), turn -> turn.spent.idle())) + " %");
        return String.join(", ", all);
    }

    private String figures(Median.Figure<Turn> figure, String unit) {
        List<String> all = new ArrayList<>();
        turns.forEach((name, each) -> all.add(name + " " + Table.number(Median.of(each, figure)) + " " + unit));
        return String.join(", ", all);
    }

    private double ratio(String ours, String theirs, Median.Figure<Turn> figure) {
        return Median.ratio(of(ours), of(theirs), figure);
    }

    private List<Turn> of(String name) {
        return turns.getOrDefault(name, List.of());
    }
}

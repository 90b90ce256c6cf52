package dev.sluice.bench.accounts;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import dev.sluice.bench.load.Ask;
import dev.sluice.bench.load.Load;
import dev.sluice.bench.load.Plan;
import dev.sluice.bench.load.Tally;
import dev.sluice.bench.measuring.CpuTime;
import dev.sluice.bench.measuring.Ledger;
import dev.sluice.bench.measuring.Recording;
import dev.sluice.bench.measuring.Spent;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Requests that begin at a fixed rate whatever is answered: a time runs from the moment a request was due.
final class Rates {

    private static final int CONNECTIONS = 64;
    private static final Duration COMMANDS_WARM_UP = Duration.ofSeconds(120);
    private static final Duration READS_WARM_UP = Duration.ofSeconds(40);
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final Duration END_MAX = Duration.ofMinutes(3);
    private static final double MICROS = 1e3;
    private static final double SHOWN_MICROS_MIN = 5;

    private final int port;
    private final Map<String, Long> pids;
    private final Report report;
    private final boolean profile;

    /// @param pids
    ///            of all processes of the run by name; `api` is the one that is judged
    Rates(int port, Map<String, Long> pids, Report report, boolean profile) {
        this.port = port;
        this.pids = new HashMap<>(pids);
        this.pids.put("generator", ProcessHandle.current().pid());
        this.report = report;
        this.profile = profile;
    }

    /// A key for each request: done when the answer says that it can be read.
    void commands(List<String> tokens, int perSecond) throws IOException, InterruptedException {
        measure("create a key", tokens, perSecond, token -> post(token, "keys",
                "{\"name\":\"bench\",\"permissions\":[\"claude\"]}"), COMMANDS_WARM_UP, new Report.Millis(80.0, 200));
    }

    /// `path` below `/api/client/`.
    void reads(String what, String path, List<String> tokens, int perSecond) throws IOException, InterruptedException {
        measure(what, tokens, perSecond, token -> get(token, path), READS_WARM_UP,
                new Report.Millis(null, 20));
    }

    private void measure(String what, List<String> tokens, int perSecond, Function<String, Ask> ask, Duration warmUp,
            Report.Millis hold)
            throws IOException, InterruptedException {
        List<Ask> asks = tokens.stream().map(ask).toList();
        long api = pids.getOrDefault("api", 0L);
        try (Load load = new Load()) {
            load.run(Plan.open(port, asks, CONNECTIONS, perSecond, warmUp), END_MAX);
            try (Recording _ = Recording.of(api, what.replaceAll("[^a-z]+", "-"), profile)) {
                Map<String, Duration> before = CpuTime.byThread(api);
                Ledger ledger = Ledger.of(pids);
                Tally tally = load.run(Plan.open(port, asks, CONNECTIONS, perSecond, MEASURED), END_MAX);
                Spent spent = ledger.spent();
                report.rate(what, perSecond, tally, hold);
                report.spent(what, spent, tally.requests());
                threads(what, before, CpuTime.byThread(api), tally.requests());
            }
        }
    }

    private void threads(String what, Map<String, Duration> before, Map<String, Duration> after, long requests) {
        Map<String, Double> micros = new TreeMap<>();
        after.forEach((name, time) -> micros.put(name,
                time.minus(before.getOrDefault(name, Duration.ZERO)).toNanos() / MICROS / requests));
        micros.values().removeIf(each -> each < SHOWN_MICROS_MIN);
        report.detail(what + ", threads of api", Report.micros(micros));
    }

    private static Ask get(String token, String path) {
        return new Ask(("GET /api/client/" + path + " HTTP/1.1\r\n" + head(token) + "\r\n").getBytes(UTF_8));
    }

    private static Ask post(String token, String path, String body) {
        return new Ask(("POST /api/client/" + path + " HTTP/1.1\r\n" + head(token)
                + "content-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(UTF_8));
    }

    private static String head(String token) {
        return "host: 127.0.0.1\r\nuser-agent: bench/1\r\naccept: application/json\r\nauthorization: Bearer " + token
                + "\r\n";
    }
}

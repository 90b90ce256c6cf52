package dev.sluice.bench.streams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import dev.sluice.bench.measuring.CpuTime;
import dev.sluice.bench.platform.Backend;
import dev.sluice.bench.platform.Checkout;

import static java.util.Objects.requireNonNull;

/// What one request costs usage-streams, by its threads, and Kafka and Redis beside it, in microseconds of CPU: the
/// records of some tens of thousands of requests of 64 accounts are written as fast as Kafka takes them, and it is
/// over when decider, history and writer of Redis have committed everything. A first round warms up.
/// `[requests per round [rounds [checkout]]]`; the checkout is the one whose built jar runs.
public final class StreamsCost {

    private static final String STREAMS = "usage-streams";
    private static final int REQUESTS = 40_000;
    private static final int ROUNDS = 3;
    private static final double MICROS = 1_000.0;
    private static final double SHOWN_MICROS_MIN = 0.5;

    private StreamsCost() {}

    /// CPU time until now, by process, and by thread of usage-streams.
    private record Spent(long nanos, Map<String, Duration> processes, Map<String, Duration> threads) {

        static Spent now(Backend backend) throws IOException {
            Map<String, Duration> processes = new HashMap<>();
            backend.pids().forEach((name, pid) -> processes.put(name, CpuTime.of(pid)));
            return new Spent(System.nanoTime(), processes,
                    CpuTime.byThread(requireNonNull(backend.pids().get(STREAMS))));
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        int requests = args.length > 0 ? Integer.parseInt(args[0]) : REQUESTS;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : ROUNDS;
        Path home = Path.of(args.length > 2 ? args[2] : ".").toAbsolutePath().normalize();
        Checkout checkout = new Checkout(home, Files.createTempDirectory("sluice-streams-"));
        try (Backend backend = new Backend(checkout)) {
            backend.start();
            String kafka = requireNonNull(backend.environment(STREAMS).get("SLUICE_KAFKA"));
            try (RelayEvents relay = new RelayEvents(kafka, backend.accounts()); CaughtUp all = new CaughtUp(kafka)) {
                for (int round = 0; round <= rounds; round++) {
                    Spent before = Spent.now(backend);
                    relay.write(requests);
                    all.await();
                    tell(round, requests, before, Spent.now(backend));
                }
            }
        }
    }

    private static void tell(int round, int requests, Spent before, Spent after) {
        System.out.printf("%s: %.1f s%n", round == 0 ? "warming up" : "round " + round,
                (after.nanos() - before.nanos()) / 1e9);
        after.processes().forEach((name, spent) -> System.out.printf("  %-16s %7.1f µs per request%n", name,
                spent.minus(before.processes().getOrDefault(name, Duration.ZERO)).toNanos() / MICROS / requests));
        new TreeMap<>(after.threads()).forEach((name, spent) -> {
            double micros = spent.minus(before.threads().getOrDefault(name, Duration.ZERO)).toNanos() / MICROS
                    / requests;
            if (micros >= SHOWN_MICROS_MIN) {
                System.out.printf("    %-16s %5.1f%n", name, micros);
            }
        });
    }
}

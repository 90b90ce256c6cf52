package dev.sluice.bench.profiles;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.sluice.bench.contestants.Contestant;
import dev.sluice.bench.contestants.Proxies;
import dev.sluice.bench.contestants.Relays;
import dev.sluice.bench.load.Ask;
import dev.sluice.bench.load.Ask.Dialect;
import dev.sluice.bench.load.Load;
import dev.sluice.bench.load.Plan;
import dev.sluice.bench.measuring.Child;
import dev.sluice.bench.measuring.Ledger;
import dev.sluice.bench.platform.Backend;
import dev.sluice.bench.platform.Checkout;
import dev.sluice.bench.provider.MockProvider;
import dev.sluice.contracts.testing.FreePort;

/// Everything of one run, started: the provider, what the relay needs, and the contestants, each when it is
/// first called.
final class Course implements AutoCloseable {

    static final String GENERATOR = "generator";
    static final String PROVIDER = "provider";

    private static final String STREAMS = "usage-streams";
    private static final Duration SETTLING_LOOK = Duration.ofSeconds(2);
    private static final int SETTLING_LOOKS_MAX = 150;
    /// Of one core.
    private static final double AT_REST_MAX = 0.15;
    private static final int CONNECTS_PER_SECOND = 200;
    private static final int OPENING_ROUNDS_MAX = 10;
    private static final Duration OPENING_MAX = Duration.ofSeconds(30);

    private final Backend backend;
    private final Proxies proxies;
    private final Relays relays;
    private final Child provider;
    private final Load load = new Load();
    private final Map<String, Contestant> running = new HashMap<>();

    Course(Checkout checkout) throws IOException, InterruptedException {
        int port = FreePort.next();
        this.provider = Child.start(PROVIDER,
                List.of(Checkout.java(), "-Xmx512m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                        MockProvider.class.getName(), Integer.toString(port)),
                Map.of(), checkout.folder(PROVIDER)).awaitPort(port);
        this.backend = new Backend(checkout);
        backend.start();
        this.proxies = new Proxies(checkout, port, backend.keys());
        this.relays = new Relays(checkout, backend, port);
        relays.prepare();
    }

    Load load() {
        return load;
    }

    Relays relays() {
        return relays;
    }

    Contestant relay() throws InterruptedException {
        return running("relay");
    }

    Contestant nginx(boolean governed) throws InterruptedException {
        return running(governed ? "nginx-governed" : "nginx-plain");
    }

    /// The contestant of that name; it is started when it does not run yet.
    Contestant running(String name) throws InterruptedException {
        Contestant known = running.get(name);
        if (known == null) {
            known = switch (name) {
                case "relay" -> relays.durable();
                case "relay-plain" -> relays.plain();
                case "nginx-plain" -> proxies.nginx(false);
                case "nginx-governed" -> proxies.nginx(true);
                case "haproxy-plain" -> proxies.haproxy(false);
                case "haproxy-governed" -> proxies.haproxy(true);
                default -> throw new IllegalArgumentException(name + " is no contestant");
            };
            running.put(name, known);
            awaitOpenAccounts(name, known);
        }
        return known;
    }

    /// The first request of an account may find it closed: the relay registers there first.
    private void awaitOpenAccounts(String name, Contestant contestant) throws InterruptedException {
        List<Ask> asks = asks(key -> Ask.json(Dialect.ANTHROPIC, key));
        Plan once = Plan.times(contestant.port(), asks, asks.size(), CONNECTS_PER_SECOND, 1);
        for (int i = 0; i < OPENING_ROUNDS_MAX; i++) {
            if (load.run(once, OPENING_MAX).failed() == 0) {
                return;
            }
        }
        throw new IllegalStateException(name + " refuses requests (expected: an answer for every key)");
    }

    void stop(String name) {
        Contestant known = running.remove(name);
        if (known != null) {
            known.close();
        }
    }

    /// Looks at all processes of the run as they are now; this one is the generator.
    Ledger ledger() {
        Map<String, Long> pids = new HashMap<>(backend.pids());
        pids.put(GENERATOR, ProcessHandle.current().pid());
        pids.put(PROVIDER, provider.pid());
        running.forEach((name, contestant) -> pids.put(name, contestant.pid()));
        return Ledger.of(pids);
    }

    /// Lets the disk have what was written until now: else the kernel would write it while others are measured.
    void writeBack() throws IOException, InterruptedException {
        var _ = new ProcessBuilder("sync").inheritIO().start().waitFor();
    }

    /// Takes the reservations out that a relay without a journal leaves behind.
    void forgetReservations() throws IOException {
        backend.forgetReservations();
    }

    /// Waits until usage-streams has worked off what the relay told it: in earnest it has a machine of its own. Throws
    /// `IllegalStateException` when it does not get there.
    void settle() throws IOException, InterruptedException {
        for (int i = 0; i < SETTLING_LOOKS_MAX; i++) {
            Ledger ledger = ledger();
            Waiting.pause(SETTLING_LOOK);
            if (ledger.spent().microsPer(STREAMS, 1) < SETTLING_LOOK.toNanos() / 1e3 * AT_REST_MAX) {
                writeBack();
                return;
            }
        }
        throw new IllegalStateException(STREAMS + " still works " + SETTLING_LOOK.multipliedBy(SETTLING_LOOKS_MAX)
                .toSeconds() + " s after the load");
    }

    /// One request for each key.
    List<Ask> asks(Function<String, Ask> ask) {
        return backend.keys().stream().map(ask).toList();
    }

    @Override
    public void close() {
        new ArrayList<>(running.values()).forEach(Contestant::close);
        load.close();
        backend.close();
        provider.close();
    }
}

package dev.sluice.bench.accounts;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.bench.measuring.Child;
import dev.sluice.bench.measuring.Health;
import dev.sluice.bench.measuring.Memory;
import dev.sluice.bench.platform.Backend;
import dev.sluice.bench.platform.Checkout;
import dev.sluice.contracts.testing.FreePort;

/// `api` or `relay` from its built jar, in a process of its own.
///
/// @param port
///            of its public routes
/// @param readyAfter
///            from the start of the process until it said that it is ready
record Service(int port, Child child, Duration readyAfter) implements AutoCloseable {

    /// Nobody listens there: no request of these measurements goes as far.
    private static final String NO_PROVIDER = "http://127.0.0.1:9";

    /// How an `api` is started.
    ///
    /// @param name
    ///            of its folder
    /// @param under
    ///            the command that starts it, and its words; empty for none
    /// @param heap
    ///            flags of the JVM
    /// @param work
    ///            what a password and a challenge cost: settings of the environment; empty as it is shipped
    record Setup(String name, List<String> under, List<String> heap, Map<String, String> work) {

        private static final Map<String, String> LITTLE_WORK = Map.of("SLUICE_BCRYPT_COST", "4",
                "SLUICE_CHALLENGE_NUMBER_MAX", "1000");

        Setup {
            under = List.copyOf(under);
            heap = List.copyOf(heap);
            work = Map.copyOf(work);
        }

        /// With passwords and challenges that cost little, so that what is measured is the rest.
        static Setup cheap(String name, String... heap) {
            return new Setup(name, List.of(), List.of(heap), LITTLE_WORK);
        }

        /// Held on one core.
        Setup onOneCore() {
            return new Setup(name, List.of("taskset", "-c", "0"), heap, work);
        }

        /// With the work that is shipped.
        Setup asShipped() {
            return new Setup(name, under, heap, Map.of());
        }
    }

    static Service api(Checkout checkout, Backend backend, int smtp, Setup setup) throws InterruptedException {
        int port = FreePort.next();
        Map<String, String> environment = new HashMap<>(backend.environment(setup.name()));
        environment.put("SLUICE_SECRETS", checkout.folder("secrets").toString());
        environment.put("SLUICE_SMTP", "127.0.0.1:" + smtp);
        environment.put("SLUICE_STREAMS_URL", backend.streams().toString());
        environment.put("SLUICE_REGISTRATIONS_PER_HOUR", "1000");
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.putAll(setup.work());
        List<String> command = new ArrayList<>(setup.under());
        command.addAll(java(setup.heap(), checkout, "api"));
        return started(setup.name(), command, environment, checkout, port, port);
    }

    static Service relay(Checkout checkout, Backend backend, String... heap) throws InterruptedException {
        int port = FreePort.next();
        int management = FreePort.next();
        Map<String, String> environment = new HashMap<>(backend.environment("relay"));
        environment.put("SLUICE_RELAY_PORT", Integer.toString(port));
        environment.put("SERVER_PORT", Integer.toString(management));
        environment.put("SLUICE_DRAIN", "1s");
        for (String service : List.of("SLUICE_ANTHROPIC", "SLUICE_OPENAI")) {
            environment.put(service + "_URL", NO_PROVIDER);
            environment.put(service + "_KEY", "the-key-of-the-provider");
        }
        return started("relay", java(List.of(heap), checkout, "relay"), environment, checkout, port, management);
    }

    private static List<String> java(List<String> heap, Checkout checkout, String module) {
        List<String> command = new ArrayList<>(List.of(Checkout.java()));
        command.addAll(Checkout.FLAGS);
        command.addAll(heap);
        command.addAll(List.of("-jar", checkout.jar(module).toString()));
        return command;
    }

    private static Service started(String name, List<String> command, Map<String, String> environment,
            Checkout checkout, int port, int management) throws InterruptedException {
        long begun = System.nanoTime();
        Child child = Child.start(name, command, environment, checkout.folder(name));
        child.await(() -> Health.isReady(management), "becomes ready");
        return new Service(port, child, Duration.ofNanos(System.nanoTime() - begun));
    }

    long pid() {
        return child.pid();
    }

    long liveHeap() throws IOException, InterruptedException {
        return Memory.liveHeap(pid());
    }

    @Override
    public void close() {
        child.close();
    }
}

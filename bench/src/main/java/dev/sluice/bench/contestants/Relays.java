package dev.sluice.bench.contestants;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.bench.measuring.Child;
import dev.sluice.bench.measuring.Health;
import dev.sluice.bench.plain.PlainRelay;
import dev.sluice.bench.platform.Backend;
import dev.sluice.bench.platform.Checkout;
import dev.sluice.contracts.testing.FreePort;

/// Our relay from its built jar, unpacked as `./sluice` unpacks it: *durable* as people run it, *plain*
/// without a journal.
public final class Relays {

    private static final String HEAP = "-Xmx512m";
    private static final String COLD = "relay-cold";

    private final Checkout checkout;
    private final Backend backend;
    private final int provider;

    /// @param provider
    ///            port of the provider
    public Relays(Checkout checkout, Backend backend, int provider) {
        this.checkout = checkout;
        this.backend = backend;
        this.provider = provider;
    }

    /// Unpacks the jar.
    public void prepare() throws IOException, InterruptedException {
        run(List.of(Checkout.java(), "-Djarmode=tools", "-jar", checkout.jar("relay").toString(), "extract", "--force",
                "--destination", application().toString(), "--application-filename", "relay.jar"));
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(checkout.work().resolve("prepare.log").toFile()).start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed (expected: exit code 0); see "
                    + checkout.work().resolve("prepare.log"));
        }
    }

    public Contestant durable() throws InterruptedException {
        return durableNamed("relay", List.of());
    }

    public Contestant plain() throws InterruptedException {
        Path app = application();
        return started("relay-plain", List.of("-cp", checkout.home().resolve("bench/target/classes") + ":"
                + app.resolve("relay.jar") + ":" + app.resolve("lib") + "/*", PlainRelay.class.getName()));
    }

    /// Lets a relay write the JDK AOT cache that `./sluice` and the container image start with, when it ends.
    public void writeCache() throws InterruptedException {
        durableNamed(COLD, List.of("-XX:AOTCacheOutput=" + cache())).close();
    }

    /// How long a relay takes from the start of its process until it says that it is ready, with the cache or without.
    public Duration coldStart(boolean cached) throws InterruptedException {
        long before = System.nanoTime();
        try (Contestant _ = durableNamed(COLD, cached ? List.of("-XX:AOTCache=" + cache()) : List.of())) {
            return Duration.ofNanos(System.nanoTime() - before);
        }
    }

    private Path cache() {
        return application().resolve("relay.aot");
    }

    private Contestant durableNamed(String name, List<String> flags) throws InterruptedException {
        List<String> program = new ArrayList<>(flags);
        program.addAll(List.of("-jar", application().resolve("relay.jar").toString()));
        return started(name, program);
    }

    private Contestant started(String name, List<String> program) throws InterruptedException {
        int port = FreePort.next();
        int management = FreePort.next();
        Map<String, String> environment = new HashMap<>(backend.environment(name));
        environment.put("SLUICE_RELAY_ID", name);
        environment.put("SLUICE_RELAY_PORT", Integer.toString(port));
        environment.put("SERVER_PORT", Integer.toString(management));
        environment.put("SLUICE_DRAIN", "1s");
        environment.put("SLUICE_ACCESS_LOG", checkout.folder(name).resolve("access.log").toString());
        for (String service : List.of("SLUICE_ANTHROPIC", "SLUICE_OPENAI")) {
            environment.put(service + "_URL", "http://127.0.0.1:" + provider);
            environment.put(service + "_KEY", "the-key-of-the-provider");
        }
        Child child = Child.start(name, command(name, program), environment, checkout.folder(name));
        child.await(() -> Health.isReady(management), "becomes ready");
        return new Contestant(name, port, child);
    }

    private List<String> command(String name, List<String> program) {
        List<String> command = new ArrayList<>(List.of(Checkout.java(), HEAP));
        command.addAll(Checkout.FLAGS);
        command.add("-Xlog:gc:file=" + gcLog(name));
        command.addAll(program);
        return command;
    }

    private Path gcLog(String name) {
        return checkout.folder(name).resolve("gc.log");
    }

    private Path application() {
        return checkout.folder("relay-application");
    }
}

package dev.sluice.relay.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

import dev.sluice.contracts.ids.KeySecret;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.PriceBookJson;
import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.body.SpillFolder;
import dev.sluice.relay.exchange.Gatekeeper;
import dev.sluice.relay.exchange.caller.Callers;
import dev.sluice.relay.exchange.caller.KeyDirectory;
import dev.sluice.relay.forwarding.Timeouts;
import dev.sluice.relay.refusal.RefusalAnswers;
import dev.sluice.relay.server.framing.Bounds;
import dev.sluice.relay.server.serving.Counters;
import dev.sluice.relay.telemetry.tracing.Tracing;
import dev.sluice.relay.testing.InMemoryAdmission;
import dev.sluice.relay.testing.InMemoryIdempotency;
import dev.sluice.relay.testing.InMemoryKeys;
import dev.sluice.relay.testing.InMemoryRecorder;
import dev.sluice.relay.testing.InMemoryUsage;
import dev.sluice.relay.testing.MovableClock;
import dev.sluice.relay.testing.TelemetryUnderTest;
import dev.sluice.relay.upstream.Failover;
import dev.sluice.relay.upstream.Secret;
import dev.sluice.relay.upstream.Upstream;
import dev.sluice.relay.upstream.UpstreamSet;
import dev.sluice.relay.upstream.breaker.BreakerRules;
import dev.sluice.relay.upstream.choice.Upstreams;

/// The real server on a free port, with a scripted provider behind it.
final class RelayUnderTest implements AutoCloseable {

    /// The shipped prices are in force a minute after their publication: tests stand behind that.
    private static final PriceBook BOOK = PriceBookJson.shipped();
    static final Bounds BOUNDS = new Bounds(1024 * 1024, 4 * 1024 * 1024, Duration.ofSeconds(30),
            Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(2));
    static final long SPILLED_BYTES_MAX = 64L * 1024 * 1024;
    /// So long that no busy machine comes near; tests of what happens then have their own.
    static final Timeouts TIMEOUTS = new Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(30),
            Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMillis(500));

    final MovableClock clock = new MovableClock(BOOK.effectiveFrom().plusSeconds(3_600));
    final ScriptedUpstream upstream = new ScriptedUpstream();
    final InMemoryKeys keys = new InMemoryKeys();
    final InMemoryAdmission admission = new InMemoryAdmission(clock);
    final InMemoryUsage usage = new InMemoryUsage();
    final InMemoryRecorder recorder = new InMemoryRecorder();
    final TelemetryUnderTest telemetry;
    final KeySecret key = keys.add();
    final Upstreams upstreams = new Upstreams(BreakerRules.STANDARD, System::nanoTime);
    final Path folder = temporary();
    /// What the disk does before it makes a file.
    volatile Runnable beforeFile = () -> {
    };
    final SpillFolder spill = SpillFolder.at(folder.resolve("bodies"), SPILLED_BYTES_MAX, this::fileName).open();
    final RelayServer server;

    RelayUnderTest() {
        this(BOUNDS, TIMEOUTS);
    }

    RelayUnderTest(Bounds bounds, Timeouts timeouts) {
        this(Edge.NONE, bounds, timeouts);
    }

    RelayUnderTest(Edge edge, Bounds bounds, Timeouts timeouts) {
        this(edge, bounds, timeouts, null, null);
    }

    /// Spans of its requests go where `tracing` sends them.
    RelayUnderTest(Tracing tracing) {
        this(Edge.NONE, BOUNDS, TIMEOUTS, null, tracing);
    }

    /// `directory` knows the keys instead of those in memory.
    RelayUnderTest(Edge edge, Bounds bounds, Timeouts timeouts, @Nullable KeyDirectory directory) {
        this(edge, bounds, timeouts, directory, null);
    }

    private RelayUnderTest(Edge edge, Bounds bounds, Timeouts timeouts, @Nullable KeyDirectory directory,
            @Nullable Tracing tracing) {
        telemetry = new TelemetryUnderTest(tracing);
        AtomicLong ids = new AtomicLong();
        uses(new UpstreamSet(List.of(
                Upstream.plain("claude", Service.CLAUDE, upstream.uri(), new Secret("our-claude-account")),
                Upstream.plain("codex", Service.CODEX, upstream.uri(), new Secret("our-codex-account"))),
                Failover.OFF));
        Gatekeeper gatekeeper = new Gatekeeper(at -> Optional.of(BOOK), admission, new InMemoryIdempotency(), usage,
                recorder,
                clock,
                () -> UUID.randomUUID().toString(), "relay-1");
        server = new RelayServer(new RelayServer.Parts(0, 2, edge, bounds, spill, timeouts, upstreams,
                new Callers(directory == null ? keys : directory, clock),
                gatekeeper, at -> Optional.of(BOOK), new RefusalAnswers("http://site"),
                new Counters(telemetry.telemetry()), clock, System::nanoTime,
                () -> RequestId.of(new UUID(0, ids.incrementAndGet()))));
        server.start();
    }

    private String fileName() {
        beforeFile.run();
        return UUID.randomUUID().toString();
    }

    /// Puts other upstreams in force.
    void uses(UpstreamSet set) {
        upstreams.swap(set);
    }

    int port() {
        return server.port();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    RawClient connect() throws IOException {
        return new RawClient(server.port());
    }

    @Override
    public void close() throws IOException {
        server.stop();
        spill.close();
        upstream.close();
        FileSystemUtils.deleteRecursively(folder);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("relay");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

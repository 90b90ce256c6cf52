package dev.sluice.relay;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.body.SpillFolder;
import dev.sluice.relay.exchange.Gatekeeper;
import dev.sluice.relay.exchange.PriceList;
import dev.sluice.relay.exchange.Recorder;
import dev.sluice.relay.exchange.UsageLook;
import dev.sluice.relay.exchange.caller.Callers;
import dev.sluice.relay.exchange.caller.KeyDirectory;
import dev.sluice.relay.exchange.idempotency.Idempotency;
import dev.sluice.relay.exchange.open.CurrentOpenRequests;
import dev.sluice.relay.exchange.reservation.Admission;
import dev.sluice.relay.forwarding.Timeouts;
import dev.sluice.relay.prices.PriceBookReplica;
import dev.sluice.relay.readiness.DataPlaneHealth;
import dev.sluice.relay.readiness.Obstacle;
import dev.sluice.relay.readiness.Precondition;
import dev.sluice.relay.refusal.RefusalAnswers;
import dev.sluice.relay.server.RelayServer;
import dev.sluice.relay.server.framing.Bounds;
import dev.sluice.relay.server.serving.Counters;
import dev.sluice.relay.telemetry.AccessLog;
import dev.sluice.relay.telemetry.HistogramExport;
import dev.sluice.relay.telemetry.Telemetry;
import dev.sluice.relay.telemetry.tracing.SpanFlow;
import dev.sluice.relay.telemetry.tracing.Tracing;
import dev.sluice.relay.upstream.choice.Upstreams;

/// Puts the data plane together. Keys, admission and the recorder come from their own packages.
@Configuration(proxyBeanMethods = false)
class RelayWiring {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    /// UUIDv7, ordered within a millisecond.
    @Bean
    Supplier<UUID> uuids() {
        return TimeOrderedEpochFactory.builder().withIncrementPlusN()
                .withRandomFunction(new StrongBits(new SecureRandom())).build()::create;
    }

    @Bean
    KafkaReaders kafkaReaders(RelayProperties properties) {
        return new KafkaReaders(properties.kafka());
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    PriceBookReplica prices(KafkaReaders readers) {
        return new PriceBookReplica(readers::consumer);
    }

    @Bean
    CurrentOpenRequests openRequests() {
        return new CurrentOpenRequests();
    }

    @Bean
    Gatekeeper gatekeeper(PriceList prices, Admission admission, Idempotency idempotency, UsageLook usage,
            Recorder recorder, InstantSource clock,
            Supplier<UUID> uuids, RelayProperties properties) {
        return new Gatekeeper(prices, admission, idempotency, usage, recorder, clock, () -> uuids.get().toString(),
                properties.relayId());
    }

    /// Lines go to a file that is appended to, or to the standard output.
    @Bean
    AccessLog accessLog(RelayProperties properties, InstantSource clock) throws IOException {
        return switch (properties.accessLog()) {
            case "off" -> AccessLog.off();
            case "stdout" -> AccessLog.to(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), clock);
            case String file -> AccessLog.to(new BufferedOutputStream(Files.newOutputStream(Path.of(file),
                    StandardOpenOption.CREATE, StandardOpenOption.APPEND)), clock);
        };
    }

    @Bean
    SpanFlow spanFlow(MeterRegistry meters) {
        SpanFlow flow = new SpanFlow();
        FunctionCounter.builder("relay.spans.exported", flow, SpanFlow::exported).register(meters);
        FunctionCounter.builder("relay.spans.lost", flow, SpanFlow::overflowed).tag("cause", "queue").register(meters);
        FunctionCounter.builder("relay.spans.lost", flow, SpanFlow::refused).tag("cause", "collector").register(meters);
        return flow;
    }

    /// Null where no collector is configured.
    @Bean(destroyMethod = "close")
    @Nullable
    Tracing tracing(RelayProperties properties, EdgeProperties edge, SpanFlow flow) {
        return Tracing.of(System.getenv(), properties.relayId(), edge.scheme(), flow).orElse(null);
    }

    @Bean
    Telemetry telemetry(MeterRegistry meters, AccessLog accessLog, ObjectProvider<Tracing> tracing) {
        return new Telemetry(meters, accessLog, tracing.getIfAvailable());
    }

    @Bean
    HistogramExport histograms(Telemetry telemetry, PrometheusRegistry registry) {
        HistogramExport export = new HistogramExport(telemetry);
        registry.register(export);
        return export;
    }

    @Bean(destroyMethod = "close")
    SpillFolder spill(RelayProperties properties, Supplier<UUID> uuids, MeterRegistry meters) {
        SpillFolder folder = SpillFolder.at(properties.data().resolve("bodies"), properties.spilledMax().toBytes(),
                () -> uuids.get().toString());
        Gauge.builder("relay.bodies.spilled", folder, SpillFolder::spilledBytes).baseUnit("bytes").register(meters);
        return folder;
    }

    @Bean
    DataPlane dataPlane(RelayProperties properties, EdgeProperties edge, SpillFolder spill, KeyDirectory keys,
            Gatekeeper gatekeeper, PriceList prices, InstantSource clock, Supplier<UUID> uuids, MeterRegistry meters,
            Telemetry telemetry, CurrentOpenRequests openRequests, Upstreams upstreams,
            ObjectProvider<LoopGuest> guests) {
        RelayServer server = new RelayServer(new RelayServer.Parts(properties.relayPort(), loops(properties),
                edge.edge(), bounds(properties), spill, Timeouts.STANDARD, upstreams, new Callers(keys, clock),
                gatekeeper,
                prices, new RefusalAnswers(site(properties)), new Counters(telemetry), clock, System::nanoTime,
                () -> RequestId.of(uuids.get())));
        Gauge.builder("relay.requests.open", server, RelayServer::count).register(meters);
        Gauge.builder("relay.bodies.buffered", server, RelayServer::bufferedBytes).baseUnit("bytes").register(meters);
        return new DataPlane(server, guests.orderedStream().toList(), spill, openRequests, properties.drain());
    }

    @Bean
    HealthIndicator dataPlaneHealthIndicator(ObjectProvider<Precondition> preconditions,
            ObjectProvider<Obstacle> obstacles, DataPlane dataPlane) {
        return new DataPlaneHealth(preconditions.orderedStream().toList(), obstacles.orderedStream().toList(),
                dataPlane::isRunning);
    }

    private static int loops(RelayProperties properties) {
        return properties.loops() == 0 ? Runtime.getRuntime().availableProcessors() : properties.loops();
    }

    private static Bounds bounds(RelayProperties properties) {
        Bounds standard = Bounds.STANDARD;
        return new Bounds(Math.toIntExact(properties.bodyMax().toBytes()), properties.bufferedMax().toBytes(),
                standard.head(), standard.body(), standard.idle(), standard.linger());
    }

    private static String site(RelayProperties properties) {
        String url = properties.apiUrl().toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}

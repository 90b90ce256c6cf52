package dev.sluice.quickstart.platform;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.sluice.contracts.testing.KafkaBroker;
import dev.sluice.contracts.testing.RedisBinary;
import dev.sluice.quickstart.platform.PlatformOptions.Upstream;

/// What the child processes of a platform are: command lines, environments, readiness addresses.
final class Services {

    static final String API = "api";
    /// The services of this repository, by their modules.
    static final List<String> NAMES = List.of("usage-streams", "relay", API, "billing");

    private static final String KAFKA = "kafka";
    private static final String REDIS = "redis";
    /// What the services work with.
    static final List<String> NEEDED = List.of(KAFKA, REDIS);

    private static final List<String> SMALL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");
    private static final List<String> DATA_PLANE = List.of("-Xmx384m");
    private static final String READINESS = "/actuator/health/readiness";
    private static final int PARTITIONS = 4;
    /// Nobody waits minutes for open streams when a person presses Ctrl-C.
    private static final String DRAIN = "5s";
    /// One machine is one address: the journeys alone sign dozens of people up.
    private static final String REGISTRATIONS_PER_HOUR = "1000";

    private final PlatformOptions options;
    private final Folders folders;
    private final Builds builds;

    Services(PlatformOptions options, Folders folders, Builds builds) {
        this.options = options;
        this.folders = folders;
        this.builds = builds;
    }

    /// Kafka and Redis first: the others wait for them.
    List<ChildSpec> all() {
        return List.of(kafka(), redis(), streams(), relay(), api(), billing());
    }

    private ChildSpec kafka() {
        Ports ports = options.ports();
        return new ChildSpec(KAFKA,
                KafkaBroker.command(folders.of("kafka"), ports.kafka(), ports.kafkaController(),
                        builds.kafkaFlags()),
                Map.of(), ports.kafka(), Optional.empty());
    }

    private ChildSpec redis() {
        var folder = folders.of("redis");
        folder.toFile().mkdirs();
        return new ChildSpec(REDIS, RedisBinary.command(folder, options.ports().redis()), Map.of(),
                options.ports().redis(), Optional.empty());
    }

    private ChildSpec streams() {
        return service("usage-streams", SMALL, options.ports().streams(), options.ports().streams(),
                Map.of("SLUICE_STANDBYS", "0"));
    }

    private ChildSpec billing() {
        return service("billing", SMALL, options.ports().billing(), options.ports().billing(), Map.of());
    }

    private ChildSpec api() {
        Ports ports = options.ports();
        return service(API, SMALL, ports.api(), ports.api(),
                Map.of("SLUICE_SMTP", "localhost:" + ports.smtp(), "SLUICE_PUBLIC_URL",
                        Ports.url(ports.api()).toString(), "SLUICE_REGISTRATIONS_PER_HOUR", REGISTRATIONS_PER_HOUR));
    }

    private ChildSpec relay() {
        Ports ports = options.ports();
        var environment = new HashMap<String, String>();
        environment.put("SLUICE_RELAY_PORT", "" + ports.relay());
        environment.put("SLUICE_DRAIN", DRAIN);
        environment.putAll(upstream("SLUICE_ANTHROPIC", options.upstreams().anthropic(), StubKeys.ANTHROPIC));
        environment.putAll(upstream("SLUICE_OPENAI", options.upstreams().openAi(), StubKeys.OPENAI));
        return service("relay", DATA_PLANE, ports.relay(), ports.relayManagement(), environment);
    }

    private Map<String, String> upstream(String name, Optional<Upstream> real, String stubKey) {
        var upstream = real.orElseGet(() -> new Upstream(Ports.url(options.ports().stub()), stubKey));
        return Map.of(name + "_URL", upstream.url().toString(), name + "_KEY", upstream.key());
    }

    private ChildSpec service(String name, List<String> flags, int port, int managementPort,
            Map<String, String> more) {
        var environment = new HashMap<>(common(name));
        environment.put("SERVER_PORT", "" + managementPort);
        environment.putAll(more);
        var marks = List.of("-Dsluice.platform=" + folders.data());
        URI readiness = URI.create("http://127.0.0.1:" + managementPort + READINESS);
        return new ChildSpec(name, builds.command(name, marks, flags), environment, port, Optional.of(readiness));
    }

    private Map<String, String> common(String name) {
        Ports ports = options.ports();
        return Map.of(
                "SLUICE_KAFKA", "localhost:" + ports.kafka(),
                "SLUICE_REDIS", "localhost:" + ports.redis(),
                "SLUICE_PARTITIONS", "" + PARTITIONS,
                "SLUICE_REPLICATION", "1",
                "SLUICE_SECRETS", folders.secrets().toString(),
                "SLUICE_DATA", folders.of(name).toString(),
                "SLUICE_API_URL", Ports.url(ports.api()).toString(),
                "SLUICE_RELAY_URL", Ports.url(ports.relay()).toString(),
                "SLUICE_BILLING_URL", Ports.url(ports.billing()).toString(),
                "SLUICE_STREAMS_URL", Ports.url(ports.streams()).toString());
    }

    /// The credentials the stub provider accepts.
    static final class StubKeys {

        static final String ANTHROPIC = "sk-ant-stub-of-the-quickstart";
        static final String OPENAI = "sk-stub-of-the-quickstart";

        private StubKeys() {}
    }
}

package dev.sluice.streams.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.testing.FreePort;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.testing.TestRedis;
import dev.sluice.streams.UsageStreamsApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The whole service in this JVM, on a free port, against a real Kafka and Redis.
public final class RunningStreams implements AutoCloseable {

    public static final String CREDENTIAL = "0123456789abcdef0123456789abcdef0123456789ab";
    public static final int PARTITIONS = 2;

    private static final Duration READY_MAX = Duration.ofSeconds(120);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = FreePort.next();
    private final ConfigurableApplicationContext context;

    private RunningStreams(String kafka, String redis, Path folder) {
        System.setProperty("spring.config.name", "usage-streams");
        context = SpringApplication.run(UsageStreamsApplication.class,
                arguments(kafka, redis, folder, port).toArray(String[]::new));
    }

    /// The service all integration tests of this JVM share, against the shared Kafka and Redis.
    public static RunningStreams shared() {
        return Shared.STREAMS;
    }

    private static final class Shared {
        private static final RunningStreams STREAMS = startShared();

        private static RunningStreams startShared() {
            try {
                RunningStreams streams = start(TestKafka.shared().bootstrapServers(), TestRedis.shared().address(),
                        Files.createTempDirectory("sluice-streams-"));
                streams.awaitReady();
                return streams;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static RunningStreams start(String kafka, String redis, Path folder) {
        return new RunningStreams(kafka, redis, folder);
    }

    /// What the service is started with.
    static List<String> arguments(String kafka, String redis, Path folder, int port) {
        try {
            Path secrets = Files.createDirectories(folder.resolve("secrets"));
            Files.writeString(secrets.resolve("internal-credential"), CREDENTIAL);
            return new ArrayList<>(List.of("--server.port=" + port, "--usage-streams.kafka=" + kafka,
                    "--usage-streams.redis=" + redis, "--logging.level.root=WARN",
                    "--usage-streams.partitions=" + PARTITIONS,
                    "--usage-streams.secrets=" + secrets, "--usage-streams.data=" + folder.resolve("data"),
                    "--usage-streams.deciding.standbys=0", "--usage-streams.history.standbys=0",
                    "--usage-streams.reaping.absence=2s", "--usage-streams.verifying.settling=3s"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Status and body of an internal question.
    public Answer get(String path) {
        return get(path, "Bearer " + CREDENTIAL);
    }

    /// Status and body of what comes of a command.
    public Answer post(String path, String json) {
        return answer(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + CREDENTIAL).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)).build());
    }

    public Answer get(String path, String authorization) {
        return answer(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", authorization).build());
    }

    private Answer answer(HttpRequest question) {
        try {
            HttpResponse<byte[]> answer = http.send(question, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// An answer as it came.
    public record Answer(int status, byte[] body) {

        public <T> T as(Class<T> type) {
            if (status != 200) {
                throw new AssertionError("answered " + status + ": " + new String(body, StandardCharsets.UTF_8));
            }
            return SluiceJson.mapper().readValue(body, type);
        }
    }

    /// Waits until every part does its work; the failure says what is waited for.
    public void awaitReady() {
        await().atMost(READY_MAX).untilAsserted(() -> {
            Answer health = get("/actuator/health/readiness");
            assertThat(health.status()).as(new String(health.body(), StandardCharsets.UTF_8)).isEqualTo(200);
        });
    }

    @Override
    public void close() {
        context.close();
    }
}

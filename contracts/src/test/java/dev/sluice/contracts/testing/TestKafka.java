package dev.sluice.contracts.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

import org.testcontainers.kafka.KafkaContainer;

/// A real Kafka for tests: one broker, topics only from the catalogue, log append time.
///
/// Most tests take [#shared()] and use topics or user ids of their own; a test that stops or kills the broker
/// takes its own with [#started()]. Port and data survive `stop`, `kill` and `start`.
public final class TestKafka implements AutoCloseable {

    private static final String IMAGE = "apache/kafka:4.2.2";
    private static final int PORT_IN_CONTAINER = 9092;

    private final TestServer server;

    private TestKafka(TestServer server) {
        this.server = server;
    }

    /// The broker all tests of this JVM share; it starts with the first call and ends with the JVM.
    public static TestKafka shared() {
        return Shared.KAFKA;
    }

    /// A broker of one's own.
    public static TestKafka started() {
        var kafka = new TestKafka(DockerEngine.orElse(TestKafka::container, TestKafka::embedded));
        kafka.start();
        return kafka;
    }

    public String bootstrapServers() {
        return server.address();
    }

    public void start() {
        server.start();
    }

    /// Ends the broker as an operator would; a later [#start()] finds the same port and data.
    public void stop() {
        server.stop();
    }

    /// Ends the broker with `SIGKILL`; a later [#start()] finds the same port and data.
    public void kill() {
        server.kill();
    }

    @Override
    public void close() {
        server.close();
    }

    private static TestServer embedded() {
        Path folder = ChildServer.newFolder("kafka");
        int port = FreePort.next();
        return new ChildServer("kafka", KafkaBroker.command(folder, port, FreePort.next()), port, folder);
    }

    private static TestServer container() {
        int port = FreePort.next();
        var container = new KafkaContainer(IMAGE);
        settings().forEach((name, value) -> container.withEnv(variable((String) name), (String) value));
        return new ContainerServer(container, port, PORT_IN_CONTAINER);
    }

    /// The settings that do not name listeners or roles: those are the image's.
    private static Properties settings() {
        try {
            Properties settings = KafkaBroker.settings();
            settings.keySet().removeIf(name -> ((String) name).matches("process\\.roles|node\\.id|.*listener.*"));
            return settings;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static String variable(String setting) {
        return "KAFKA_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private static final class Shared {
        private static final TestKafka KAFKA = started();
    }
}

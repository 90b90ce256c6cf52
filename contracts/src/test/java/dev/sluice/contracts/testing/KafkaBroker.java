package dev.sluice.contracts.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/// A Kafka of one machine: broker and KRaft controller in a process of their own, started with the classpath
/// of the caller. It formats its storage on the first start and ends when its caller does.
public final class KafkaBroker {

    /// The heap of the broker; it holds no data, pages of the log are the kernel's.
    private static final String HEAP_MAX = "-Xmx384m";
    private static final String PROPERTIES = "server.properties";

    private KafkaBroker() {}

    /// The command line of a broker that keeps everything in `folder` and listens on the loopback address.
    public static List<String> command(Path folder, int port, int controllerPort) {
        return command(folder, port, controllerPort, List.of());
    }

    /// The same with flags of the JVM, for instance an AOT cache.
    public static List<String> command(Path folder, int port, int controllerPort, List<String> flags) {
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP_MAX, "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile=dev/sluice/contracts/testing/broker-logback.xml"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), KafkaBroker.class.getName()));
        command.addAll(List.of(folder.toAbsolutePath().toString(), "" + port, "" + controllerPort));
        return List.copyOf(command);
    }

    /// Runs until a signal ends it or the caller closes its standard input.
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Properties properties = properties(folder, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        Files.createDirectories(folder);
        format(folder, properties);
        var server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        server.startup();
        awaitEndOfInput();
        System.exit(0);
    }

    private static void awaitEndOfInput() throws IOException {
        byte[] ignored = new byte[64];
        while (System.in.read(ignored) >= 0) {
            continue;
        }
    }

    private static void format(Path folder, Properties properties) throws IOException {
        Path file = folder.resolve(PROPERTIES);
        try (var writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            properties.store(writer, "written at every start");
        }
        if (Files.exists(folder.resolve("log").resolve("meta.properties"))) {
            return;
        }
        String[] arguments = {"format", "--standalone", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
        int exitCode = StorageTool.execute(arguments, System.out);
        if (exitCode != 0) {
            throw new IllegalStateException("kafka storage in " + folder + " could not be formatted: " + exitCode);
        }
    }

    /// The settings of `broker.properties` with the addresses and the folder of this broker.
    static Properties properties(Path folder, int port, int controllerPort) throws IOException {
        Properties properties = settings();
        String broker = "BROKER://127.0.0.1:" + port;
        String controller = "127.0.0.1:" + controllerPort;
        properties.setProperty("listeners", broker + ",CONTROLLER://" + controller);
        properties.setProperty("advertised.listeners", broker);
        properties.setProperty("controller.quorum.bootstrap.servers", controller);
        properties.setProperty("log.dirs", folder.resolve("log").toAbsolutePath().toString());
        return properties;
    }

    /// The settings of every broker, whatever its addresses.
    static Properties settings() throws IOException {
        var settings = new Properties();
        try (var file = KafkaBroker.class.getResourceAsStream("broker.properties")) {
            settings.load(Objects.requireNonNull(file, "broker.properties is missing"));
        }
        return settings;
    }
}

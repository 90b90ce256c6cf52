package dev.sluice.relay;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

import dev.sluice.relay.journal.command.JournalCommand;

/// Starts the relay: requests on 8081, health and metrics on 9081; its configuration is `relay.yml`.
@SpringBootApplication
@ConfigurationPropertiesScan
public class RelayApplication {

    private static final int NOT_STARTED = 1;

    static {
        System.setProperty("spring.config.name", "relay");
        // Every buffer is watched in the tests; here the watching would cost a few percent of every request.
        System.getProperties().putIfAbsent("io.netty.leakDetection.level", "disabled");
    }

    /// Starts the relay, and exits with 1 where it cannot start, which Spring has reported then; `journal …`
    /// looks at journals on disk instead.
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("journal")) {
            List<String> words = List.of(args).subList(1, args.length);
            System.exit(new JournalCommand(to(FileDescriptor.out), to(FileDescriptor.err)).run(words, System.getenv()));
        }
        useWhatTheBuildWorkedOut();
        try {
            SpringApplication.run(RelayApplication.class, args);
        } catch (SpringApplication.AbandonedRunException stopsHere) {
            throw stopsHere;
        } catch (RuntimeException reported) {
            System.exit(NOT_STARTED);
        }
    }

    /// The build writes down how the beans are wired (Spring's ahead-of-time processing); only a jar is sure to hold what
    /// belongs to its classes.
    private static void useWhatTheBuildWorkedOut() {
        URL wiring = RelayApplication.class.getResource("RelayApplication__ApplicationContextInitializer.class");
        if (wiring != null && wiring.getProtocol().equals("jar")) {
            System.getProperties().putIfAbsent("spring.aot.enabled", "true");
        }
    }

    private static PrintStream to(FileDescriptor stream) {
        return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }
}

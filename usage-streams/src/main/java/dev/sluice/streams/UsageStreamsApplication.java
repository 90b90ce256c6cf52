package dev.sluice.streams;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;

import dev.sluice.streams.command.StreamsCommand;
import dev.sluice.streams.deciding.DecidingTopology;
import dev.sluice.streams.serving.Materialiser;
import dev.sluice.streams.verifying.Groups;

/// The process `usage-streams`. Kafka and Redis clients are built by its parts, with every setting stated.
@SpringBootApplication(exclude = {KafkaAutoConfiguration.class, DataRedisAutoConfiguration.class,
        DataRedisReactiveAutoConfiguration.class, DataRedisRepositoriesAutoConfiguration.class})
@EnableConfigurationProperties(UsageStreamsProperties.class)
public class UsageStreamsApplication {

    /// Names under which the jobs commit, and the changelog of the decider's rows.
    static final Groups GROUPS = new Groups(DecidingWiring.APPLICATION_ID, HistoryWiring.APPLICATION_ID,
            Materialiser.GROUP, DecidingWiring.APPLICATION_ID + "-" + DecidingTopology.STORE + "-changelog");

    /// Starts the service; `usage-streams.yml` names the environment variables it reads. With a word such as
    /// `verify` it looks at a running platform instead.
    public static void main(String[] args) {
        if (StreamsCommand.isMeant(List.of(args))) {
            System.setProperty("logback.configurationFile", "dev/sluice/streams/command/logback-command.xml");
            System.exit(new StreamsCommand(to(FileDescriptor.out), to(FileDescriptor.err), GROUPS,
                    InstantSource.system()).run(List.of(args), System.getenv()));
        }
        System.setProperty("spring.config.name", "usage-streams");
        SpringApplication.run(UsageStreamsApplication.class, args);
    }

    private static PrintStream to(FileDescriptor stream) {
        return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }
}

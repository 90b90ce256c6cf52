package dev.sluice.streams;

import java.time.InstantSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;

/// The process `usage-streams`. Kafka and Redis clients are built by its parts, with every setting stated.
@SpringBootApplication(exclude = {KafkaAutoConfiguration.class, DataRedisAutoConfiguration.class,
        DataRedisReactiveAutoConfiguration.class, DataRedisRepositoriesAutoConfiguration.class})
@EnableConfigurationProperties(UsageStreamsProperties.class)
public class UsageStreamsApplication {

    /// Starts the service; `usage-streams.yml` names the environment variables it reads.
    public static void main(String[] args) {
        System.setProperty("spring.config.name", "usage-streams");
        SpringApplication.run(UsageStreamsApplication.class, args);
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }
}

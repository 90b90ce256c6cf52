package dev.sluice.api.throttling;

import java.net.URI;

import org.junit.jupiter.api.AfterAll;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import dev.sluice.contracts.testing.TestRedis;

class RedisAttemptsIT extends AttemptsContract {

    private static final LettuceConnectionFactory CONNECTIONS = connections();
    private final Attempts attempts = new RedisAttempts(new StringRedisTemplate(CONNECTIONS));

    @Override
    Attempts attempts() {
        return attempts;
    }

    @AfterAll
    static void disconnect() {
        CONNECTIONS.destroy();
    }

    private static LettuceConnectionFactory connections() {
        URI address = URI.create(TestRedis.shared().uri());
        LettuceConnectionFactory connections = new LettuceConnectionFactory(address.getHost(), address.getPort());
        connections.afterPropertiesSet();
        connections.start();
        return connections;
    }
}

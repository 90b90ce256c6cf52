package dev.sluice.api;

import java.net.URI;
import java.util.function.Function;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import dev.sluice.contracts.testing.TestRedis;

/// The Redis that all instances of this JVM share, seen from outside.
final class TestedRedis {

    private TestedRedis() {}

    static <T> T ask(Function<StringRedisTemplate, T> question) {
        URI address = URI.create(TestRedis.shared().uri());
        LettuceConnectionFactory connections = new LettuceConnectionFactory(address.getHost(), address.getPort());
        connections.afterPropertiesSet();
        connections.start();
        try {
            return question.apply(new StringRedisTemplate(connections));
        } finally {
            connections.destroy();
        }
    }

    /// All tests come from one network address, which has thirty failures free in a quarter of an hour: whoever
    /// fails on purpose starts with none.
    static void forgetFailures() {
        long _ = ask(redis -> redis.delete(redis.keys("sluice:try:failed:*"))
                + redis.delete(redis.keys("sluice:try:wait:*")));
    }
}

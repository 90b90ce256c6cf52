package dev.sluice.relay.admission;

import java.time.Duration;
import java.util.UUID;

import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.testing.TestRedis;
import dev.sluice.relay.exchange.idempotency.Idempotency;
import dev.sluice.relay.exchange.idempotency.Idempotency.Claim;
import dev.sluice.relay.redis.RedisLink;
import dev.sluice.relay.testing.IdempotencyContract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RedisIdempotencyIT extends IdempotencyContract {

    private final TestRedis redis = TestRedis.started();
    private final RedisLink link = new RedisLink(redis.address());
    private final RedisLink other = new RedisLink(redis.address());
    private final RedisIdempotency idempotency = new RedisIdempotency(link);
    private final RedisIdempotency elsewhere = new RedisIdempotency(other);
    private boolean turn;

    @BeforeEach
    void connect() {
        link.open(() -> {
        });
        other.open(() -> {
        });
        await().atMost(Duration.ofSeconds(30)).until(() -> link.connected() && other.connected());
    }

    @AfterEach
    void disconnect() {
        link.close();
        other.close();
        redis.close();
    }

    /// Two relays in turn: what one claims, the other sees. The holder ends its claim on either: the entry
    /// says whose it is.
    @Override
    protected Idempotency idempotency() {
        turn = !turn;
        return turn ? idempotency : elsewhere;
    }

    @Test
    void everyEntryGoesAwayByItself() {
        UserId user = UserId.of(UUID.randomUUID());
        Claim claim = new Claim(user, RequestId.of(UUID.randomUUID()), "k", "body");
        try (RedisClient client = RedisClient.create(redis.uri())) {
            var commands = client.connect().sync();
            String name = RedisKeys.idempotency(user, "k");

            idempotency.claim(claim, Runnable::run, answer -> {
            });
            await().until(() -> commands.exists(name) == 1);
            assertThat(commands.pttl(name)).isBetween(1L, RedisIdempotency.LEASE.toMillis());

            idempotency.spent(claim);
            await().until(() -> commands.get(name).startsWith("spent"));
            assertThat(commands.pttl(name)).isBetween(RedisIdempotency.LEASE.toMillis(),
                    RedisIdempotency.REMEMBERED.toMillis());
        }
    }

    @Test
    void nobodyIsAskedWithoutRedis() {
        RedisLink away = new RedisLink("localhost:1");
        Claim claim = new Claim(UserId.of(UUID.randomUUID()), RequestId.of(UUID.randomUUID()), "k", "body");

        new RedisIdempotency(away).claim(claim, Runnable::run,
                answer -> assertThat(answer).isEqualTo(new Idempotency.Answer.Unavailable()));

        away.close();
    }
}

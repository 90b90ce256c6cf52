package dev.sluice.relay.testing;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.relay.exchange.idempotency.Idempotency;
import dev.sluice.relay.exchange.idempotency.Idempotency.Answer;
import dev.sluice.relay.exchange.idempotency.Idempotency.Claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What every memory of idempotency keys does.
public abstract class IdempotencyContract {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private final UserId user = UserId.of(UUID.randomUUID());

    /// The same memory, as another relay sees it.
    protected abstract Idempotency idempotency();

    @Test
    public void aFreeKeyIsClaimedOnce() {
        Claim first = claim("k", "body");

        assertThat(ask(first)).isEqualTo(new Answer.Claimed());
        assertThat(ask(claim("k", "body"))).isEqualTo(new Answer.Running());
        assertThat(ask(claim("k", "other"))).isEqualTo(new Answer.OtherBody());
        assertThat(ask(claim("another", "body"))).isEqualTo(new Answer.Claimed());
    }

    @Test
    public void aSpentKeyNamesItsRequest() {
        Claim first = claim("k", "body");
        ask(first);
        idempotency().spent(first);

        await().atMost(ANSWER_MAX).untilAsserted(
                () -> assertThat(ask(claim("k", "body"))).isEqualTo(new Answer.Spent(first.requestId())));
        assertThat(ask(claim("k", "other"))).isEqualTo(new Answer.OtherBody());
    }

    @Test
    public void aReleasedKeyIsFree() {
        Claim first = claim("k", "body");
        ask(first);
        idempotency().released(first);

        await().atMost(ANSWER_MAX).untilAsserted(
                () -> assertThat(ask(claim("k", "other"))).isEqualTo(new Answer.Claimed()));
    }

    @Test
    public void onlyTheHolderEndsAClaim() {
        Claim first = claim("k", "body");
        ask(first);
        Claim stranger = claim("k", "body");
        idempotency().released(stranger);
        idempotency().spent(stranger);

        assertThat(ask(claim("k", "body"))).isEqualTo(new Answer.Running());
    }

    private Claim claim(String key, String body) {
        return new Claim(user, RequestId.of(UUID.randomUUID()), key, body);
    }

    private Answer ask(Claim claim) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        idempotency().claim(claim, Runnable::run, answer::complete);
        return answer.orTimeout(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS).join();
    }
}

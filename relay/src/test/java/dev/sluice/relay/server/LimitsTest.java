package dev.sluice.relay.server;

import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.admission.Allowances;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.relay.exchange.reservation.Admission.Limit;
import dev.sluice.relay.exchange.reservation.Admission.Scope;
import dev.sluice.relay.exchange.reservation.Admission.Verdict;
import dev.sluice.relay.exchange.reservation.Remaining;

import static org.assertj.core.api.Assertions.assertThat;

/// What clients are told of their limits, and that what is free counts against none of them.
class LimitsTest {

    private static final String BODY = "{\"model\":\"claude-opus-5-5\"}";

    private final RelayUnderTest relay = new RelayUnderTest();

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    @Test
    void anAnswerTellsOurLimitsAndNeverTheProviders() throws IOException {
        limited();
        relay.upstream
                .answers("200 OK\r\ncontent-type: application/json\r\nanthropic-ratelimit-requests-limit: 4000\r\n"
                        + "ratelimit: \"theirs\";r=1", Streams.CLAUDE_JSON);

        RawClient.Answer answer = post("/v1/messages");

        assertThat(answer.headers()).containsEntry("ratelimit", "\"key-rpm\";r=7;t=60")
                .containsEntry("ratelimit-policy", "\"key-rpm\";q=60;w=60")
                .containsEntry("anthropic-ratelimit-requests-limit", "60")
                .containsEntry("anthropic-ratelimit-requests-remaining", "7");
    }

    @Test
    void anErrorOfTheProviderTellsThemToo() throws IOException {
        limited();
        relay.upstream.answers("529 Overloaded\r\ncontent-type: application/json", "{}");

        assertThat(post("/v1/messages").headers()).containsEntry("ratelimit", "\"key-rpm\";r=7;t=60");
    }

    @Test
    void aWindowThatIsFullTellsWhenItOpens() throws IOException {
        relay.admission.answers(new Verdict.LimitReached(Limit.REQUESTS_PER_MINUTE, Scope.KEY, Duration.ofSeconds(7)));

        RawClient.Answer answer = post("/v1/messages");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers()).containsEntry("retry-after", "7").containsEntry("ratelimit",
                "\"reached\";r=0;t=7");
    }

    @Test
    void countingTokensIsFreeButBounded() throws IOException {
        relay.admission.answers(new Verdict.BalanceSpent());
        relay.upstream.answers("200 OK\r\ncontent-type: application/json", "{\"input_tokens\":5}");

        for (int i = 0; i < 100; i++) {
            assertThat(post("/v1/messages/count_tokens").status()).isEqualTo(200);
        }
        RawClient.Answer refused = post("/v1/messages/count_tokens");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body()).contains("rate_limit_error");
        assertThat(refused.headers()).containsEntry("retry-after", "1");
        assertThat(relay.recorder.events()).isEmpty();
    }

    private void limited() {
        relay.keys.change(relay.key, LimitsTest::sixtyPerMinute, UnaryOperator.identity());
        relay.admission.answers(new Verdict.Admitted(relay.clock.instant(), new Remaining(Allowances.UNLIMITED,
                Allowances.of(dev.sluice.contracts.admission.Limit.REQUESTS_PER_MINUTE, 7))));
    }

    private static KeyView sixtyPerMinute(KeyView key) {
        Limits limits = new Limits(60L, null, null, null, null);
        return new KeyView(key.keyId(), key.userId(), key.status(), key.permissions(), key.models(), limits,
                key.budgets(), key.addresses(), key.expiresAt(), key.last4(), key.createdAt(), key.updatedAt(),
                key.version() + 1, key.sealed());
    }

    private RawClient.Answer post(String path) throws IOException {
        try (RawClient client = relay.connect()) {
            return client.send(RawClient.post(path, relay.key, BODY)).answer();
        }
    }
}

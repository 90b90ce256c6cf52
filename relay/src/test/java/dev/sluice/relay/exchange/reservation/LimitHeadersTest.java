package dev.sluice.relay.exchange.reservation;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.admission.Allowances;
import dev.sluice.contracts.admission.Limit;
import dev.sluice.contracts.usage.Service;

import static org.assertj.core.api.Assertions.assertThat;

class LimitHeadersTest {

    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00.5Z");
    private static final Allowances USER = Allowances.of(Limit.REQUESTS_PER_MINUTE, 120)
            .with(Limit.TOKENS_PER_MINUTE, 50_000).with(Limit.SPEND_DAY, 7);
    private static final Allowances KEY = Allowances.of(Limit.REQUESTS_PER_MINUTE, 60).with(Limit.REQUESTS_PER_DAY,
            999);
    private static final Remaining LEFT = new Remaining(
            Allowances.of(Limit.REQUESTS_PER_MINUTE, 30).with(Limit.TOKENS_PER_MINUTE, 40_000).with(Limit.SPEND_DAY, 3),
            Allowances.of(Limit.REQUESTS_PER_MINUTE, 59).with(Limit.REQUESTS_PER_DAY, 998));

    @Test
    void tellsEveryRollingWindowAsTheDraftHasIt() {
        Map<String, String> headers = LimitHeaders.of(USER, KEY, LEFT, Service.CLAUDE, NOW);

        assertThat(headers).containsEntry("ratelimit-policy", "\"user-rpm\";q=120;w=60, \"key-rpm\";q=60;w=60, "
                + "\"key-rpd\";q=999;w=86400, \"user-tpm\";q=50000;w=60;qu=\"tokens\"");
        assertThat(headers).containsEntry("ratelimit", "\"user-rpm\";r=30;t=60, \"key-rpm\";r=59;t=60, "
                + "\"key-rpd\";r=998;t=86400, \"user-tpm\";r=40000;t=60");
    }

    @Test
    void tellsTheTighterLimitInTheNamesOfTheProvider() {
        assertThat(LimitHeaders.of(USER, KEY, LEFT, Service.CLAUDE, NOW))
                .containsEntry("anthropic-ratelimit-requests-limit", "120")
                .containsEntry("anthropic-ratelimit-requests-remaining", "30")
                .containsEntry("anthropic-ratelimit-requests-reset", "2026-11-23T00:01:00Z")
                .containsEntry("anthropic-ratelimit-tokens-remaining", "40000");
        assertThat(LimitHeaders.of(USER, KEY, LEFT, Service.CODEX, NOW))
                .containsEntry("x-ratelimit-limit-requests", "120")
                .containsEntry("x-ratelimit-remaining-tokens", "40000")
                .containsEntry("x-ratelimit-reset-tokens", "1m0s")
                .doesNotContainKey("anthropic-ratelimit-requests-limit");
    }

    @Test
    void saysNothingWhereNothingIsLimitedOrTold() {
        assertThat(LimitHeaders.of(Allowances.UNLIMITED, Allowances.UNLIMITED, Remaining.UNTOLD, Service.CODEX, NOW))
                .isEmpty();
        assertThat(LimitHeaders.of(USER, KEY, Remaining.UNTOLD, Service.CODEX, NOW)).isEmpty();
    }
}

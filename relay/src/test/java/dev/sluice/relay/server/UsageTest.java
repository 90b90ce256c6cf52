package dev.sluice.relay.server;

import java.io.IOException;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.sluice.contracts.admission.Allowances;
import dev.sluice.contracts.admission.Limit;
import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.relay.exchange.UsageLook.Answer;

import static java.util.function.UnaryOperator.identity;
import static org.assertj.core.api.Assertions.assertThat;

class UsageTest {

    private static final Instant AS_OF = Instant.parse("2026-11-23T01:02:03Z");

    private final RelayUnderTest relay = new RelayUnderTest();

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    @Test
    void aKeyIsToldWhatItHasLeft() throws IOException {
        relay.keys.change(relay.key, UsageTest::limited, identity());
        relay.usage.tells(new Answer.Used(AS_OF, 1_234_567, Allowances.UNLIMITED,
                Allowances.of(Limit.REQUESTS_PER_MINUTE, 7).with(Limit.SPEND_DAY, 6_000_001)));

        RawClient.Answer answer = get();
        JsonNode usage = SluiceJson.mapper().readTree(answer.body());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(usage.path("availableUsd").asString()).isEqualTo("1.234567000");
        assertThat(usage.path("asOf").asString()).isEqualTo(AS_OF.toString());
        assertThat(usage.path("limits").toString())
                .isEqualTo("[{\"scope\":\"key\",\"limit\":\"rpm\",\"max\":60,\"used\":7,"
                        + "\"remaining\":53},{\"scope\":\"key\",\"limit\":\"day\",\"maxUsd\":\"5.000000000\",\"usedUsd\":"
                        + "\"6.000001000\",\"remainingUsd\":\"0.000000000\"}]");
    }

    @Test
    void whatIsNotKnownIsNotGuessed() throws IOException {
        assertThat(get().status()).isEqualTo(503);
        relay.usage.tells(new Answer.Unavailable());
        assertThat(get().status()).isEqualTo(503);
    }

    private static KeyView limited(KeyView key) {
        Budgets budgets = new Budgets(null, NanoUsd.of(5_000_000_000L), null, null, null);
        return new KeyView(key.keyId(), key.userId(), key.status(), key.permissions(), key.models(),
                new Limits(60L, null, null, null, null), budgets, key.addresses(), key.expiresAt(), key.last4(),
                key.createdAt(), key.updatedAt(), key.version() + 1, key.sealed());
    }

    private RawClient.Answer get() throws IOException {
        try (RawClient client = relay.connect()) {
            return client.send("GET /api/client/v1/usage HTTP/1.1\r\nHost: r\r\nAuthorization: Bearer "
                    + relay.key.reveal() + "\r\n\r\n").answer();
        }
    }
}

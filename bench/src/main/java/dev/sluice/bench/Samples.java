package dev.sluice.bench;

import java.time.Instant;
import java.util.Map;

import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenUsage;

/// One request of an agent: mostly cache reads, a short answer.
final class Samples {

    static final String UUID = "01a2c3d4-0001-7000-8000-0123456789ab";
    static final Instant AT = Instant.parse("2026-11-23T10:15:30.123Z");
    static final TokenUsage TOKENS = new TokenUsage(101, 47, 30_011, 1_500, 0, 503, 0, 12);
    static final String MODEL = "claude-opus-5-5";

    private Samples() {}

    static UsageReserved reserved() {
        return new UsageReserved(UUID, new RequestId("req_" + UUID), new UserId("cu_" + UUID), new KeyId("ck_" + UUID),
                "relay-1", AT, null, AT, Service.CLAUDE, "/v1/messages", MODEL, true,
                new PriceBookId("pb-2026-11-23.1"), TokenUsage.of(12_306, 2_048), NanoUsd.of(90_184_000), 14_354, UUID,
                null, Map.of());
    }

    static UsageSettled settled() {
        return new UsageSettled(UUID, new RequestId("req_" + UUID), new UserId("cu_" + UUID), new KeyId("ck_" + UUID),
                "relay-1", AT, null, TOKENS, Basis.REPORTED, "{\"input_tokens\":101,\"output_tokens\":47}", MODEL,
                "standard", null, null, 0, "req_upstream", "anthropic", 200, Outcome.OK, null, 412L, 1_834);
    }
}

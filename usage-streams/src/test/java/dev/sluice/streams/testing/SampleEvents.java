package dev.sluice.streams.testing;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;

import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.pricing.PriceBookJson;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenUsage;

/// Events for tests. Each request asks for 1,000 input tokens and settles 1,000 in and 100 out.
public final class SampleEvents {

    public static final KeyId KEY = KeyId.of(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0003L));
    private static final String MODEL = "claude-sonnet-4-5";

    private SampleEvents() {}

    public static CreditGranted granted(UserId user, NanoUsd amount) {
        GrantId grant = GrantId.of(UuidCreator.getTimeOrderedEpoch());
        return new CreditGranted(id(), user, Instant.now(), grant, CreditGranted.Kind.PAID, amount, null, 0,
                CreditGranted.Scope.EVERYTHING, "test", "test");
    }

    public static UsageReserved reserved(UserId user, RequestId request) {
        return new UsageReserved(id(), request, user, KEY, "relay-1", Instant.now(), null, Instant.now(),
                Service.CLAUDE, "/v1/messages", MODEL, true, new PriceBookId(PriceBookJson.SHIPPED),
                TokenUsage.of(1_000, 0), NanoUsd.of(30_000_000), 3_048, null, null, Map.of());
    }

    public static UsageSettled settled(UserId user, RequestId request) {
        return new UsageSettled(id(), request, user, KEY, "relay-1", Instant.now(), null, TokenUsage.of(1_000, 100),
                Basis.REPORTED, "{}", MODEL, null, null, null, 0, null, "anthropic", 200, Outcome.OK, null, 50L, 400L);
    }

    static String id() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }
}

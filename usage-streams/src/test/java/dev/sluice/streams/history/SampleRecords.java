package dev.sluice.streams.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenUsage;

/// Rated records for tests: a request number names key, model and cost, so that sums can be counted by hand.
public final class SampleRecords {

    public static final UserId USER = UserId.of(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L));
    public static final UserId OTHER = UserId.of(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0002L));
    public static final KeyId KEY = KeyId.of(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0003L));
    public static final KeyId SECOND_KEY = KeyId.of(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0004L));
    private static final PriceBookId BOOK = new PriceBookId("pb-2026-11-23.1");

    private SampleRecords() {}

    public static RequestId request(int number) {
        return RequestId.of(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + number));
    }

    /// Number n: 10 n input and n output tokens for n nano-dollars; odd numbers by the second key.
    public static RatedUsage record(int number, Instant admittedAt) {
        return record(USER, number, admittedAt, 0, n(number));
    }

    /// Number n in a session of the client's.
    public static RatedUsage record(int number, Instant admittedAt, @Nullable String session) {
        return record(USER, number, admittedAt, 0, n(number), session);
    }

    public static RatedUsage record(UserId user, int number, Instant admittedAt, int sequence, NanoUsd charge) {
        return record(user, number, admittedAt, sequence, charge, number % 2 == 1 ? "session-odd" : null);
    }

    private static RatedUsage record(UserId user, int number, Instant admittedAt, int sequence, NanoUsd charge,
            @Nullable String session) {
        boolean odd = number % 2 == 1;
        return new RatedUsage(request(number), sequence, user, odd ? SECOND_KEY : KEY, "relay-1", admittedAt,
                admittedAt.plusSeconds(2), odd ? Service.CODEX : Service.CLAUDE, "/v1/messages", "model-" + number % 3,
                null, "model-" + number % 3, true, 200, odd ? Outcome.CUT : Outcome.OK, Basis.REPORTED,
                TokenUsage.of(10L * number, number), 0, charge, 0, List.of(), List.of(), BOOK, n(number), 100L, 2_000L,
                session, null, null, null, Map.of(), null, List.of());
    }

    static NanoUsd n(long nanos) {
        return NanoUsd.of(nanos);
    }
}

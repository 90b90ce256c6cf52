package dev.sluice.streams.accounts;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.UsageAdjusted;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.streams.accounts.rows.OpenRow;

import static dev.sluice.contracts.money.NanoUsd.of;

/// The rated record of a correction by hand: the signed difference of the charge, the growth in tokens.
final class Adjustment {

    private Adjustment() {}

    static RatedUsage record(UsageAdjusted event, OpenRow open, UsageReserved reserved, Instant at, int sequence,
            @Nullable String transactionId) {
        TokenUsage growth = new TokenUsage(positive(event.inputDelta()), positive(event.outputDelta()),
                positive(event.cacheReadDelta()), 0, 0, 0, 0, 0);
        return new RatedUsage(reserved.requestId(), sequence, reserved.userId(), reserved.keyId(), reserved.relayId(),
                reserved.admittedAt(), at, reserved.service(), reserved.route(), reserved.modelAsked(), null,
                reserved.modelAsked(), reserved.stream(), 0, Outcome.OK, Basis.REPORTED, growth, 0,
                event.chargeDeltaNanoUsd(), 0, List.of(), List.of(), reserved.priceBook(), of(open.reservedNanos()),
                null, null, reserved.sessionId(), reserved.requestClass(), null, null, reserved.metadata(),
                transactionId, List.of("ADJUSTED"));
    }

    private static long positive(long delta) {
        return Math.clamp(delta, 0, TokenUsage.CLASS_MAX);
    }
}

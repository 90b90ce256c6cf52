package dev.sluice.relay.journal;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.UsageAbandoned;
import dev.sluice.contracts.account.UsageAbandoned.Reason;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.usage.TokenUsage;

/// A request whose reservation is in this journal and whose end is not: what is needed to abandon it.
///
/// @param segment
///            where its newest opening record stands: that segment may not go before it is carried on
record OpenRequest(
        RequestId requestId,
        UserId userId,
        KeyId keyId,
        String relayId,
        @Nullable String traceparent,
        @Nullable TokenUsage progress,
        int partition,
        int segment) {

    static OpenRequest of(UsageReserved reserved, int partition, int segment) {
        return new OpenRequest(reserved.requestId(), reserved.userId(), reserved.keyId(), reserved.relayId(),
                reserved.traceparent(), null, partition, segment);
    }

    /// A carried record holds the abandonment that recovery would write.
    static OpenRequest of(UsageAbandoned carried, int partition, int segment) {
        return new OpenRequest(carried.requestId(), carried.userId(), carried.keyId(), carried.relayId(),
                carried.traceparent(), carried.progress(), partition, segment);
    }

    OpenRequest withProgress(TokenUsage newest) {
        return new OpenRequest(requestId, userId, keyId, relayId, traceparent, newest, partition, segment);
    }

    OpenRequest carriedTo(int later) {
        return new OpenRequest(requestId, userId, keyId, relayId, traceparent, progress, partition, later);
    }

    UsageAbandoned abandoned(String eventId, Instant at) {
        return new UsageAbandoned(eventId, requestId, userId, keyId, relayId, at, traceparent, Reason.RELAY_RESTARTED,
                progress);
    }
}

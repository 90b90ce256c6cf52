package dev.sluice.contracts.account;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;

/// A step in the life of one relayed request; `requestId` is the reservation.
public sealed interface UsageEvent extends AccountEvent.OfUser
        permits UsageReserved, UsageExtended, UsageEvent.Terminal {

    RequestId requestId();

    KeyId keyId();

    /// Which relay served it.
    String relayId();

    /// W3C trace context, where the client or relay started one.
    @Nullable
    String traceparent();

    /// Ends the request: the first one in log order wins.
    sealed interface Terminal extends UsageEvent permits UsageSettled, UsageFailed, UsageAbandoned {}
}

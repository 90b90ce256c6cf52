package dev.sluice.relay.exchange.caller;

import java.util.function.Supplier;

import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.relay.refusal.Refusal;

/// Who sent a request, as far as its headers tell.
public sealed interface Caller {

    /// `again` tells who the same credential from the same address is by what is known then.
    record Known(KeyView key, UserView user, Supplier<Caller> again) implements Caller {}

    record Refused(Refusal refusal) implements Caller {}
}

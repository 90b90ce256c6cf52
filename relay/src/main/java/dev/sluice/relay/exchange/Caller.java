package dev.sluice.relay.exchange;

import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.relay.refusal.Refusal;

/// Who sent a request, as far as its headers tell.
public sealed interface Caller {

    record Known(KeyView key, UserView user) implements Caller {}

    record Refused(Refusal refusal) implements Caller {}
}

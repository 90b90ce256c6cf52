package dev.sluice.billing.grants;

import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;

import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.ids.UserId;

/// Ids of grants: UUIDv5 of the reason, so that every instance and every restart comes to the same one.
final class GrantIds {

    private static final UUID NAMESPACE = UUID.fromString("6f1f7a3e-52f3-4a0e-9d1c-0d7f1b2c9a44");

    private GrantIds() {}

    static GrantId welcome(UserId user) {
        return of("welcome|" + user);
    }

    /// The same key for another user is another grant.
    static GrantId requested(UserId user, String idempotencyKey) {
        return of("requested|" + user + "|" + idempotencyKey);
    }

    /// Names the entry of `audit`, so that a repeat is the same entry.
    static String audit(GrantId grant, String action) {
        return UuidCreator.getNameBasedSha1(NAMESPACE, "audit|" + grant + "|" + action).toString();
    }

    private static GrantId of(String name) {
        return GrantId.of(UuidCreator.getNameBasedSha1(NAMESPACE, name));
    }
}

package dev.sluice.relay.keys;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.usage.Service;

/// A key as it lies in memory, so that millions do: ids as numbers, and what it may do in an object that keys
/// which may do the same share.
record PackedKey(long idHigh, long idLow, long userHigh, long userLow, Rules rules, @Nullable Instant expiresAt) {

    /// What keys share.
    record Rules(KeyView.Status status, Set<Service> permissions, Set<String> models, Limits limits,
            Budgets budgets, List<String> addresses) {}

    static PackedKey of(KeyView view, Shared<Rules> shared) {
        UUID id = UUID.fromString(view.keyId().value().substring(KeyId.PREFIX.length()));
        UUID user = uuid(view.userId());
        Rules rules = new Rules(view.status(), view.permissions(), view.models(), view.limits(), view.budgets(),
                view.addresses());
        return new PackedKey(id.getMostSignificantBits(), id.getLeastSignificantBits(),
                user.getMostSignificantBits(), user.getLeastSignificantBits(), shared.of(rules), view.expiresAt());
    }

    /// By what users are found.
    static UUID uuid(UserId userId) {
        return UUID.fromString(userId.value().substring(UserId.PREFIX.length()));
    }

    UUID user() {
        return new UUID(userHigh, userLow);
    }

    KeyId keyId() {
        return KeyId.of(new UUID(idHigh, idLow));
    }

    /// The key with all that judges requests; what judges none is left out.
    KeyView view() {
        return new KeyView(keyId(), UserId.of(user()), rules.status(), rules.permissions(), rules.models(),
                rules.limits(), rules.budgets(), rules.addresses(), expiresAt, "", Instant.EPOCH, Instant.EPOCH, 0,
                null);
    }
}

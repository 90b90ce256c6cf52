package dev.sluice.contracts.identity;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.usage.Service;

/// A key as it stands; topic `identity.keys`, key = hash of the secret. Names, descriptions and tags are
/// personal and lie encrypted in `sealed`, which only `api` can open.
///
/// A key has one row per secret that still works. `replacedUntil` is null on the row of its present secret; on
/// that of one that was replaced it says until when that one works, and `expiresAt` is no later.
public record KeyView(
        KeyId keyId,
        UserId userId,
        Status status,
        Set<Service> permissions,
        Set<String> models,
        Limits limits,
        Budgets budgets,
        List<String> addresses,
        @Nullable Instant expiresAt,
        String last4,
        Instant createdAt,
        Instant updatedAt,
        long version,
        @Nullable String sealed,
        @Nullable Instant replacedUntil) {

    /// An expired key is an active one past `expiresAt`: no event is needed for it.
    public enum Status {
        ACTIVE, SUSPENDED, REVOKED
    }

    public KeyView {
        permissions = Set.copyOf(permissions);
        models = Set.copyOf(models);
        addresses = List.copyOf(addresses);
    }

    /// The row of a present secret.
    public KeyView(KeyId keyId, UserId userId, Status status, Set<Service> permissions, Set<String> models,
            Limits limits, Budgets budgets, List<String> addresses, @Nullable Instant expiresAt, String last4,
            Instant createdAt, Instant updatedAt, long version, @Nullable String sealed) {
        this(keyId, userId, status, permissions, models, limits, budgets, addresses, expiresAt, last4, createdAt,
                updatedAt, version, sealed, null);
    }
}

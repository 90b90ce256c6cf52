package dev.sluice.relay.server;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.usage.Service;

/// What can be taken from a key or its user while a request runs, and what its client is then told.
enum Withdrawal {
    REVOKED("key-revoked", "authentication_error"),
    SUSPENDED("key-suspended", "permission_error"),
    SERVICE("service-not-permitted", "permission_error"),
    MODEL("model-not-permitted", "policy_blocked"),
    ADDRESS("address-not-permitted", "permission_error"),
    ENDED("key-expired", "authentication_error"),
    USER_SUSPENDED("user-suspended", "permission_error"),
    USER_DELETED("key-unknown", "authentication_error");

    final String code;
    final String anthropicType;

    Withdrawal(String code, String anthropicType) {
        this.code = code;
        this.anthropicType = anthropicType;
    }

    boolean isOfUser() {
        return this == USER_SUSPENDED || this == USER_DELETED;
    }

    /// The key afterwards; `now` is when it ends, if that is what is withdrawn.
    KeyView of(KeyView key, Instant now) {
        return switch (this) {
            case REVOKED -> key(key, KeyView.Status.REVOKED, key.permissions(), key.models(), List.of(), null);
            case SUSPENDED -> key(key, KeyView.Status.SUSPENDED, key.permissions(), key.models(), List.of(), null);
            case SERVICE -> key(key, key.status(), Set.of(Service.CODEX), key.models(), List.of(), null);
            case MODEL -> key(key, key.status(), key.permissions(), Set.of("claude-haiku-4-5"), List.of(), null);
            case ADDRESS -> key(key, key.status(), key.permissions(), key.models(), List.of("203.0.113.0/24"), null);
            case ENDED -> key(key, key.status(), key.permissions(), key.models(), List.of(), now);
            case USER_SUSPENDED, USER_DELETED -> key;
        };
    }

    /// The user afterwards.
    UserView of(UserView user) {
        return switch (this) {
            case USER_SUSPENDED -> user(user, UserView.Status.SUSPENDED);
            case USER_DELETED -> user(user, UserView.Status.DELETED);
            case REVOKED, SUSPENDED, SERVICE, MODEL, ADDRESS, ENDED -> user;
        };
    }

    /// A key that ends at an instant and is otherwise as it was.
    static KeyView ending(KeyView key, Instant at) {
        return key(key, key.status(), key.permissions(), key.models(), key.addresses(), at);
    }

    private static KeyView key(KeyView key, KeyView.Status status, Set<Service> permissions, Set<String> models,
            List<String> addresses, @Nullable Instant expiresAt) {
        return new KeyView(key.keyId(), key.userId(), status, permissions, models, key.limits(), key.budgets(),
                addresses, expiresAt, key.last4(), key.createdAt(), key.updatedAt(), key.version() + 1, key.sealed());
    }

    private static UserView user(UserView user, UserView.Status status) {
        return new UserView(user.userId(), status, user.emailVerified(), user.plan(), user.mode(), user.limits(),
                user.budgets(), user.creditLimitNanoUsd(), user.timeZone(), user.createdAt(), user.updatedAt(),
                user.version() + 1, user.sealed());
    }
}

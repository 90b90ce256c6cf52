package dev.sluice.api.identity;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.IdentityEvent.LimitsChanged;
import dev.sluice.contracts.identity.IdentityEvent.PlanChanged;
import dev.sluice.contracts.identity.IdentityEvent.ProfileChanged;
import dev.sluice.contracts.identity.KeySettings;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.SessionView;
import dev.sluice.contracts.identity.UserView;

/// Views with something changed.
final class Edits {

    private Edits() {}

    /// A view at its next version.
    interface OfUser {
        UserView of(UserView view, long version);
    }

    /// A view at its next version.
    interface OfKey {
        KeyView of(KeyView view, long version);
    }

    static OfUser verified(Instant at) {
        return (view, version) -> new UserView(view.userId(), UserView.Status.ACTIVE, true, view.plan(), view.mode(),
                view.limits(), view.budgets(), view.creditLimitNanoUsd(), view.timeZone(), view.createdAt(), at,
                version, view.sealed());
    }

    static OfUser profile(ProfileChanged changed, Instant at) {
        return (view, version) -> new UserView(view.userId(), view.status(), view.emailVerified(), view.plan(),
                view.mode(), view.limits(), view.budgets(), view.creditLimitNanoUsd(), changed.timeZone(),
                view.createdAt(), at, version, changed.sealed());
    }

    static OfUser sealed(String sealed, Instant at) {
        return (view, version) -> new UserView(view.userId(), view.status(), view.emailVerified(), view.plan(),
                view.mode(), view.limits(), view.budgets(), view.creditLimitNanoUsd(), view.timeZone(),
                view.createdAt(), at, version, sealed);
    }

    static OfUser plan(PlanChanged changed, Instant at) {
        return (view, version) -> new UserView(view.userId(), view.status(), view.emailVerified(), changed.plan(),
                changed.mode(), changed.limits(), changed.budgets(), changed.creditLimitNanoUsd(), view.timeZone(),
                view.createdAt(), at, version, view.sealed());
    }

    static OfUser limits(LimitsChanged changed, Instant at) {
        return (view, version) -> new UserView(view.userId(), view.status(), view.emailVerified(), view.plan(),
                view.mode(), changed.limits(), changed.budgets(), view.creditLimitNanoUsd(), view.timeZone(),
                view.createdAt(), at, version, view.sealed());
    }

    /// Nothing that says who it was.
    static OfUser erased(Instant at) {
        return (view, version) -> new UserView(view.userId(), UserView.Status.DELETED, false, view.plan(), view.mode(),
                view.limits(), view.budgets(), view.creditLimitNanoUsd(), "UTC", view.createdAt(), at, version, null);
    }

    /// Revoked, and nothing that its owner chose.
    static OfKey erasedKey(Instant at) {
        return (view, version) -> new KeyView(view.keyId(), view.userId(), KeyView.Status.REVOKED, view.permissions(),
                Set.of(), Limits.NONE, Budgets.NONE, List.of(), view.expiresAt(), view.last4(), view.createdAt(), at,
                version, null);
    }

    static OfUser userStatus(UserView.Status status, Instant at) {
        return (view, version) -> new UserView(view.userId(), status, view.emailVerified(), view.plan(), view.mode(),
                view.limits(), view.budgets(), view.creditLimitNanoUsd(), view.timeZone(), view.createdAt(), at,
                version, view.sealed());
    }

    static OfKey secret(String last4, Instant at) {
        return (view, version) -> new KeyView(view.keyId(), view.userId(), view.status(), view.permissions(),
                view.models(), view.limits(), view.budgets(), view.addresses(), view.expiresAt(), last4,
                view.createdAt(), at, version, view.sealed());
    }

    static OfKey settings(KeySettings settings, Instant at) {
        return (view, version) -> new KeyView(view.keyId(), view.userId(), view.status(), settings.permissions(),
                settings.models(), settings.limits(), settings.budgets(), settings.addresses(), settings.expiresAt(),
                view.last4(), view.createdAt(), at, version, settings.sealed());
    }

    static OfKey status(KeyView.Status status, Instant at) {
        return (view, version) -> new KeyView(view.keyId(), view.userId(), status, view.permissions(), view.models(),
                view.limits(), view.budgets(), view.addresses(), view.expiresAt(), view.last4(), view.createdAt(), at,
                version, view.sealed());
    }

    static SessionView session(SessionView view, SessionView.Status status, Instant expiresAt, long version) {
        return new SessionView(view.sessionId(), view.userId(), status, view.createdAt(), expiresAt, version,
                view.sealed());
    }

    static SessionView erasedSession(SessionView view, Instant expiresAt, long version) {
        return new SessionView(view.sessionId(), view.userId(), SessionView.Status.ENDED, view.createdAt(), expiresAt,
                version, null);
    }
}

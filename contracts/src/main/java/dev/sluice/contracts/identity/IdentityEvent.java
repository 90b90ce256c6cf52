package dev.sluice.contracts.identity;

import java.time.Duration;
import java.time.Instant;

import dev.sluice.contracts.ids.KeyHash;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;

/// What the identity decider decided; topic `identity.events`, key = user id. The views are a fold of these;
/// each one raises the version of its user by one.
public sealed interface IdentityEvent {

    UserId userId();

    record UserRegistered(UserId userId, String emailHash, String plan, PlanMode mode, Limits limits, Budgets budgets,
            NanoUsd creditLimitNanoUsd, String timeZone, String sealed) implements IdentityEvent {}

    /// A registration was not verified in time; its address and its personal data are free to go.
    record RegistrationExpired(UserId userId, String emailHash) implements IdentityEvent {}

    record VerificationRequested(UserId userId, String tokenHash, Instant expiresAt) implements IdentityEvent {}

    record EmailVerified(UserId userId, String emailHash) implements IdentityEvent {}

    record ProfileChanged(UserId userId, String timeZone, String sealed) implements IdentityEvent {}

    record PlanChanged(UserId userId, String plan, PlanMode mode, Limits limits, Budgets budgets,
            NanoUsd creditLimitNanoUsd, String by, String reason) implements IdentityEvent {}

    record KeyCreated(UserId userId, KeyId keyId, KeyHash hash, String last4, KeySettings settings)
            implements
                IdentityEvent {}

    record KeyChanged(UserId userId, KeyId keyId, KeySettings settings) implements IdentityEvent {}

    record KeySuspended(UserId userId, KeyId keyId) implements IdentityEvent {}

    record KeyResumed(UserId userId, KeyId keyId) implements IdentityEvent {}

    record KeyRevoked(UserId userId, KeyId keyId) implements IdentityEvent {}

    record SessionBegan(UserId userId, SessionId sessionId, String refreshHash, Duration lifetime, Instant expiresAt,
            String sealed) implements IdentityEvent {}

    record RefreshRotated(UserId userId, SessionId sessionId, int generation, String refreshHash, Instant expiresAt)
            implements
                IdentityEvent {}

    record SessionEnded(UserId userId, SessionId sessionId, EndReason reason) implements IdentityEvent {}

    /// An ended or expired session left the views.
    record SessionForgotten(UserId userId, SessionId sessionId) implements IdentityEvent {}

    /// Why a session is over.
    enum EndReason {
        /// Its user signed out.
        SIGNED_OUT,
        /// A refresh token was used twice: somebody else may have it.
        REFRESH_REUSED,
        /// The user has more sessions than allowed; the oldest goes.
        DISPLACED
    }
}

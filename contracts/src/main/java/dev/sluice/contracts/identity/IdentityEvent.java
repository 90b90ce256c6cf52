package dev.sluice.contracts.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.KeyHash;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;

/// What the identity decider decided; topic `identity.events`, key = user id. The views are a fold of these;
/// each one raises the version of its user by one.
public sealed interface IdentityEvent {

    UserId userId();

    /// What lets a person in was asked for, used, missed or replaced.
    sealed interface OfCredentials extends IdentityEvent {}

    /// An operator changed something, for a reason; what it was before is part of it.
    sealed interface OfOperators extends IdentityEvent {
        String by();

        String reason();
    }

    record UserRegistered(UserId userId, String emailHash, String plan, PlanMode mode, Limits limits, Budgets budgets,
            NanoUsd creditLimitNanoUsd, String timeZone, String sealed) implements IdentityEvent {}

    /// A registration was not verified in time; its address and its personal data are free to go.
    record RegistrationExpired(UserId userId, String emailHash) implements IdentityEvent {}

    /// A letter with a token is due. Without an id of the token it was sent another way.
    record VerificationRequested(UserId userId, @Nullable String tokenId, String tokenHash, Instant expiresAt)
            implements
                IdentityEvent {}

    record EmailVerified(UserId userId, String emailHash) implements IdentityEvent {}

    /// Somebody asked for an address that this user holds. `claimed` has the address when it is one the user
    /// has not proven yet; null = it is the user's own.
    record AddressContested(UserId userId, @Nullable String claimed) implements OfCredentials {}

    record ResetRequested(UserId userId, String tokenId, String tokenHash, Instant expiresAt)
            implements
                OfCredentials {}

    record PasswordChanged(UserId userId, PasswordChange how, String sealed) implements OfCredentials {}

    /// A user asked for another address, which has to be proven; `sealed` has it. `keep` is the session that
    /// asked.
    record EmailClaimed(UserId userId, SessionId keep, String emailHash, String tokenId, String tokenHash,
            Instant expiresAt, String sealed) implements OfCredentials {}

    /// An address is free: it was given up for another one, or its claim came to nothing.
    record EmailReleased(UserId userId, String emailHash) implements OfCredentials {}

    /// The user has another address now. `formerSealed` has the old one: it gets a last letter.
    record EmailChanged(UserId userId, String emailHash, String sealed, String formerSealed) implements OfCredentials {}

    record SecondFactorEnabled(UserId userId, long step, List<String> codeHashes, String sealed)
            implements
                OfCredentials {
        public SecondFactorEnabled {
            codeHashes = List.copyOf(codeHashes);
        }
    }

    record SecondFactorDisabled(UserId userId, String sealed) implements OfCredentials {}

    record BackupCodesReplaced(UserId userId, List<String> codeHashes) implements OfCredentials {
        public BackupCodesReplaced {
            codeHashes = List.copyOf(codeHashes);
        }
    }

    /// The code of a time step let somebody in: no code of it or of an earlier one does again.
    record SecondFactorUsed(UserId userId, long step) implements OfCredentials {}

    /// @param left
    ///            codes that are still good
    record BackupCodeUsed(UserId userId, String codeHash, int left) implements OfCredentials {}

    record ProfileChanged(UserId userId, String timeZone, String sealed) implements IdentityEvent {}

    /// A person left: the address is free, keys and sessions are over, the data key is destroyed.
    record UserErased(UserId userId, List<KeyId> keys, List<SessionId> sessions) implements IdentityEvent {
        public UserErased {
            keys = List.copyOf(keys);
            sessions = List.copyOf(sessions);
        }
    }

    record PlanChanged(UserId userId, String plan, PlanMode mode, Limits limits, Budgets budgets,
            NanoUsd creditLimitNanoUsd, String by, String reason) implements IdentityEvent {}

    record UserSuspended(UserId userId, String by, String reason) implements IdentityEvent {}

    record UserResumed(UserId userId, String by, String reason) implements IdentityEvent {}

    /// A user has limits of their own where `ownLimits` and `ownBudgets` have one, and the plan's elsewhere:
    /// `limits` and `budgets` are what holds from now on.
    record LimitsChanged(UserId userId, Limits ownLimits, Budgets ownBudgets, Limits limits, Budgets budgets,
            String by, String reason) implements OfOperators {}

    /// A key stopped; `before` is what it comes back to.
    record KeyBlocked(UserId userId, KeyId keyId, KeyView.Status before, String by, String reason)
            implements
                OfOperators {}

    /// A blocked key is what it was before.
    record KeyUnblocked(UserId userId, KeyId keyId, KeyView.Status after, String by, String reason)
            implements
                OfOperators {}

    /// A key ended for ever.
    record KeyWithdrawn(UserId userId, KeyId keyId, KeyView.Status before, String by, String reason)
            implements
                OfOperators {}

    record KeyCreated(UserId userId, KeyId keyId, KeyHash hash, String last4, KeySettings settings)
            implements
                IdentityEvent {}

    record KeyChanged(UserId userId, KeyId keyId, KeySettings settings) implements IdentityEvent {}

    record KeySuspended(UserId userId, KeyId keyId) implements IdentityEvent {}

    record KeyResumed(UserId userId, KeyId keyId) implements IdentityEvent {}

    record KeyRevoked(UserId userId, KeyId keyId) implements IdentityEvent {}

    /// A key has another secret; the one it had works until then.
    record KeyRegenerated(UserId userId, KeyId keyId, KeyHash hash, String last4, Instant replacedUntil)
            implements
                IdentityEvent {}

    /// A replaced secret that works no longer left the views.
    record KeySecretForgotten(UserId userId, KeyId keyId, KeyHash hash) implements IdentityEvent {}

    /// `device` is the keyed hash by which it is known again.
    record SessionBegan(UserId userId, SessionId sessionId, String refreshHash, Duration lifetime, Instant expiresAt,
            @Nullable String device, String sealed) implements IdentityEvent {}

    /// A session is about to begin on a device this user was not seen with; `sealed` says which.
    record NewDeviceSeen(UserId userId, String sealed) implements OfCredentials {}

    record SignInFailed(UserId userId, SignIn.Outcome outcome, String sealed) implements OfCredentials {}

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
        DISPLACED,
        /// Its user ended it from another session.
        ENDED_ELSEWHERE,
        /// The password was changed.
        PASSWORD_CHANGED,
        /// The e-mail address was changed.
        EMAIL_CHANGED,
        /// An operator keeps the user out.
        USER_SUSPENDED
    }

    /// By what right a password was replaced.
    enum PasswordChange {
        /// The old one was given.
        CHANGED,
        /// A letter was opened.
        RESET
    }
}

package dev.sluice.contracts.identity;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.KeyHash;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;

/// What `api` asks the identity decider; topic `identity.commands`, one partition, one total order. Hashes of
/// addresses are keyed, hashes of tokens plain; personal data is sealed before it gets here.
public sealed interface IdentityCommand {

    /// Whose identity it changes.
    UserId userId();

    /// Claims an address for a new user; the token proves the address later. A token travels by mail only: the
    /// log knows its id, of which the sender makes it, and the hash by which it is recognised.
    record RegisterUser(UserId userId, String emailHash, String tokenId, String tokenHash, String timeZone,
            String sealed) implements IdentityCommand {}

    /// Replaces the token of a user who has not verified yet.
    record RenewVerification(UserId userId, String tokenId, String tokenHash) implements IdentityCommand {}

    /// Proves the address and signs in.
    record VerifyEmail(UserId userId, String tokenHash, NewSession session) implements IdentityCommand {}

    /// Signs in; the password was checked before. Who has a second factor does not get in this way.
    record BeginSession(UserId userId, NewSession session) implements IdentityCommand {}

    /// Signs in with the code of a time step, which was checked before: good if no later step was used.
    record BeginSessionByCode(UserId userId, NewSession session, long step) implements IdentityCommand {}

    /// Signs in with a backup code, which is used up.
    record BeginSessionByBackupCode(UserId userId, NewSession session, String codeHash) implements IdentityCommand {}

    /// Asks for a second factor from now on. The secret lies in `sealed`, made of the personal data at that
    /// version; `step` is that of the first code.
    record EnableSecondFactor(UserId userId, long expectedVersion, long step, List<String> codeHashes, String sealed)
            implements
                IdentityCommand {
        public EnableSecondFactor {
            codeHashes = List.copyOf(codeHashes);
        }
    }

    /// Asks for no second factor any more; `sealed` is without its secret.
    record DisableSecondFactor(UserId userId, long expectedVersion, String sealed) implements IdentityCommand {}

    /// Voids the backup codes there are for new ones.
    record ReplaceBackupCodes(UserId userId, List<String> codeHashes) implements IdentityCommand {
        public ReplaceBackupCodes {
            codeHashes = List.copyOf(codeHashes);
        }
    }

    /// Remembers that somebody did not get in; device and address lie in `sealed`.
    record RecordFailure(UserId userId, SignIn.Outcome outcome, String sealed) implements IdentityCommand {}

    /// Exchanges a refresh token for its successor. Generations count from 0; a token whose generation has
    /// passed is a reuse.
    record RotateRefresh(UserId userId, SessionId sessionId, int generation, String presentedHash,
            String successorHash) implements IdentityCommand {}

    /// Signs out.
    record EndSession(UserId userId, SessionId sessionId) implements IdentityCommand {}

    /// Ends all sessions of a user but one.
    record EndOtherSessions(UserId userId, SessionId keep) implements IdentityCommand {}

    /// Somebody forgot the password: the token lets whoever reads the mail choose another.
    record RequestReset(UserId userId, String tokenId, String tokenHash) implements IdentityCommand {}

    /// Takes a new password, in `sealed`, for the token; every session ends. The version is that of the
    /// personal data that `sealed` was made of.
    record ResetPassword(UserId userId, String tokenHash, long expectedVersion, String sealed)
            implements
                IdentityCommand {}

    /// Takes a new password, in `sealed`; the old one was checked against that version before. Every other
    /// session ends.
    record ChangePassword(UserId userId, SessionId keep, long expectedVersion, String sealed)
            implements
                IdentityCommand {}

    /// Claims another address for a user; the token, sent there, proves it. The address lies in `sealed`.
    record ClaimEmail(UserId userId, SessionId keep, String emailHash, String tokenId, String tokenHash,
            String sealed) implements IdentityCommand {}

    /// Switches to the address that was claimed. `sealed` has that address and was made of the personal data at
    /// that version, `formerSealed` has the old one alone.
    record ChangeEmail(UserId userId, String emailHash, String tokenHash, long expectedVersion, String sealed,
            String formerSealed) implements IdentityCommand {}

    /// Replaces the sealed personal data. A version that is given must be the current one.
    record ChangeProfile(UserId userId, @Nullable Long expectedVersion, String timeZone, String sealed)
            implements
                IdentityCommand {}

    /// Puts a user on a plan, by an operator and for a reason.
    record ChangePlan(UserId userId, String plan, String by, String reason) implements IdentityCommand {}

    /// Says what a plan means from now on to a user who is on it.
    record FollowPlan(UserId userId, String plan, PlanMode mode, Limits limits, Budgets budgets,
            NanoUsd creditLimitNanoUsd, String by, String reason) implements IdentityCommand {}

    /// Keeps a user out, by an operator and for a reason, until resumed: sessions end, keys stop working.
    record SuspendUser(UserId userId, String by, String reason) implements IdentityCommand {}

    /// Lets a suspended user in again, by an operator and for a reason.
    record ResumeUser(UserId userId, String by, String reason) implements IdentityCommand {}

    /// Gives a user limits of their own, by an operator and for a reason: each one that is given stands in the
    /// place of the plan's, whatever the plan. Null ones are the plan's again.
    record ChangeLimits(UserId userId, Limits limits, Budgets budgets, String by, String reason)
            implements
                IdentityCommand {}

    /// Stops a key, by an operator and for a reason: its owner cannot resume it.
    record BlockKey(UserId userId, KeyId keyId, String by, String reason) implements IdentityCommand {}

    /// Ends what [BlockKey] began: the key is again what its owner made of it.
    record UnblockKey(UserId userId, KeyId keyId, String by, String reason) implements IdentityCommand {}

    /// Ends a key for ever, by an operator and for a reason.
    record WithdrawKey(UserId userId, KeyId keyId, String by, String reason) implements IdentityCommand {}

    /// Makes a key. `replay` is the secret encrypted under the raw idempotency key of the request, if it had
    /// one: kept as long as results are.
    record CreateKey(UserId userId, KeyId keyId, KeyHash hash, String last4, KeySettings settings,
            @Nullable String replay) implements IdentityCommand {}

    /// Replaces the settings of a key, and suspends or resumes it if a status is given. A version that is given
    /// must be the current one.
    record ChangeKey(UserId userId, KeyId keyId, @Nullable Long expectedVersion, KeySettings settings,
            KeyView.@Nullable Status status) implements IdentityCommand {}

    /// Gives a key another secret; the present one works for `overlap` more. A version that is given must be the
    /// current one; `replay` as in [CreateKey].
    record RegenerateKey(UserId userId, KeyId keyId, @Nullable Long expectedVersion, KeyHash hash, String last4,
            Duration overlap, @Nullable String replay) implements IdentityCommand {}

    /// Stops a key until it is resumed.
    record SuspendKey(UserId userId, KeyId keyId) implements IdentityCommand {}

    /// Lets a suspended key work again.
    record ResumeKey(UserId userId, KeyId keyId) implements IdentityCommand {}

    /// Ends a key for ever.
    record RevokeKey(UserId userId, KeyId keyId) implements IdentityCommand {}

    /// Erases a person at their own wish. `keys` are all the keys the user ever made: the decider keeps none of
    /// them by user, and refuses when they are not all of them.
    record EraseUser(UserId userId, List<KeyId> keys) implements IdentityCommand {
        public EraseUser {
            keys = List.copyOf(keys);
        }
    }
}

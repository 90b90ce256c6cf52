package dev.sluice.contracts.identity;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.UserId;

/// The answer to a command; topic `identity.results`, key = command id, kept for 24 hours.
///
/// @param fingerprint
///            hash of the request that asked: the same command id with another one is a misuse
/// @param subject
///            id of what was made or changed; of the holder, when an address is taken
/// @param refusal
///            why nothing happened; null = it happened
/// @param touched
///            the rows of the views that changed: once they can be read, the command can
/// @param replay
///            see [IdentityCommand.CreateKey]
public record IdentityResult(
        String commandId,
        String fingerprint,
        Instant at,
        UserId userId,
        String subject,
        @Nullable Refusal refusal,
        List<Touched> touched,
        @Nullable String replay) {

    /// Why a command had no effect.
    public enum Refusal {
        ADDRESS_TAKEN, ADDRESS_PENDING, USER_UNKNOWN, USER_UNVERIFIED, USER_VERIFIED, USER_SUSPENDED, TOKEN_INVALID,
        SESSION_UNKNOWN, REFRESH_INVALID, REFRESH_REUSED, PLAN_UNKNOWN, KEY_UNKNOWN, KEY_REVOKED, KEY_BLOCKED,
        KEY_EXISTS,
        KEYS_TOO_MANY, SECRETS_TOO_MANY, LIMIT_ABOVE_PLAN, VERSION_DIFFERS, SECOND_FACTOR_REQUIRED, SECOND_FACTOR_ON,
        SECOND_FACTOR_OFF,
        CODE_INVALID, MALFORMED
    }

    /// One row of a view at its new version; a version of -1 means that the row is gone.
    public record Touched(View view, String key, long version) {
        public static final long GONE = -1;
    }

    /// A compacted topic of identity.
    public enum View {
        USERS, KEYS, EMAILS, SESSIONS, SIGN_INS
    }

    public IdentityResult {
        touched = List.copyOf(touched);
    }

}

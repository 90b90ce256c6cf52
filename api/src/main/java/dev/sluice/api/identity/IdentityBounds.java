package dev.sluice.api.identity;

import java.time.Duration;

/// Every bound of identity that is decided by the log, in one place.
public final class IdentityBounds {

    /// An address that was not verified by then may be claimed by another registration.
    public static final Duration CLAIM_KEPT = Duration.ofHours(24);
    /// A letter that lets a new password in is good for this long.
    public static final Duration RESET_KEPT = Duration.ofMinutes(30);
    /// Whoever holds an address that others ask for is told so at most this often.
    public static final Duration CONTEST_QUIET = Duration.ofHours(1);
    /// A repeated command gets its first answer for this long.
    public static final Duration RESULT_KEPT = Duration.ofHours(24);
    /// So long after a rotation the used refresh token still gets the same successor: two tabs, a lost answer.
    public static final Duration REFRESH_GRACE = Duration.ofSeconds(30);
    /// An ended session stays visible for this long, longer than any access token lives.
    public static final Duration SESSION_REMEMBERED = Duration.ofHours(1);
    /// Sign-ins that are remembered of a user, and as many failed ones.
    public static final int SIGN_INS_MAX = 10;
    public static final int SESSIONS_MAX = 50;
    /// Keys a user ever made, revoked ones too: their names label old usage.
    public static final int KEYS_MAX = 1_000;

    /// How long a replaced secret may go on working.
    public static final Duration OVERLAP_MAX = Duration.ofDays(7);

    /// Replaced secrets of one key that are remembered: until a day after they stopped working, as results are.
    public static final int REPLACED_MAX = 20;

    private IdentityBounds() {}
}

package dev.sluice.api.web;

import java.util.Locale;

/// What the security log tells apart (docs/reference/security-log.md).
public enum SecurityEvent {
    /// A token or credential was presented that is none, or is over.
    TOKEN_REFUSED,
    /// Somebody who is signed in asked for what they may not.
    ACCESS_DENIED,
    /// Address and password, or a code, did not belong together.
    SIGN_IN_FAILED,
    /// A refresh token came a second time; its session is over.
    REFRESH_REUSED,
    /// Another site sent the cookie along.
    FOREIGN_ORIGIN,
    /// Somebody tried too often.
    ATTEMPTS_STOPPED,
    /// The address of a request was one nobody means well with.
    REQUEST_REJECTED;

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

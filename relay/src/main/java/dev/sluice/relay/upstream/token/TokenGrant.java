package dev.sluice.relay.upstream.token;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.sluice.relay.upstream.Secret;

/// What came of asking for an access token.
sealed interface TokenGrant {

    /// `refreshToken` is null where the one that was sent stays good.
    record Granted(Secret accessToken, Duration lifetime, @Nullable Secret refreshToken) implements TokenGrant {}

    /// `reason` holds nothing of what was sent or answered but a status or a code.
    record Denied(String reason) implements TokenGrant {}
}

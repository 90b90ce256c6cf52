package dev.sluice.contracts.identity;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;

/// A login session as it stands; topic `identity.sessions`, key = session id. Every resource server
/// holds these in memory: an ended session's access token stops working within a second.
public record SessionView(
        SessionId sessionId,
        UserId userId,
        Status status,
        Instant createdAt,
        Instant expiresAt,
        long version,
        @Nullable String sealed) {

    /// An ended session never comes back.
    public enum Status {
        ACTIVE, ENDED
    }

}

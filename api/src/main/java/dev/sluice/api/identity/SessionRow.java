package dev.sluice.api.identity;

import java.time.Duration;
import java.time.Instant;

import dev.sluice.contracts.identity.SessionView;

/// What the decider remembers of one session: its view and where its refresh token stands.
///
/// @param generation
///            of the refresh token that may be used now, from 0
/// @param rotatedAt
///            when that token was issued
/// @param lifetime
///            how long each token is good for
public record SessionRow(SessionView view, int generation, String refreshHash, Instant rotatedAt, Duration lifetime) {

    boolean isOver(Instant at) {
        return view.status() == SessionView.Status.ENDED || !at.isBefore(view.expiresAt());
    }
}

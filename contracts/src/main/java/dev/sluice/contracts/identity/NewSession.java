package dev.sluice.contracts.identity;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.SessionId;

/// A session about to begin. Only the hash of its refresh token is in the log; `lifetime` counts from each
/// rotation of that token; the device lies in `sealed`, and `device` is the keyed hash by which it is known again.
public record NewSession(SessionId sessionId, String refreshHash, Duration lifetime, @Nullable String device,
        String sealed) {}

package dev.sluice.api.web;

import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;

/// Who is calling, as the access token says.
public record Caller(UserId userId, SessionId sessionId) {}

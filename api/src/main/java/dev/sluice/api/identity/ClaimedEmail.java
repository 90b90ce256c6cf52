package dev.sluice.api.identity;

import dev.sluice.contracts.ids.SessionId;

/// An address that a user asked for and has not proven yet.
///
/// @param keep
///            the session that asked, which outlives the change
public record ClaimedEmail(String emailHash, SessionId keep, MailedToken token) {}

package dev.sluice.streams.accounts;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.streams.accounts.rows.LetterKind;

/// A record that becomes a dead letter.
///
/// @param reason
///            why, without any of its content
/// @param event
///            what is held, where that is not the record itself: an end that had waited for its reservation
public record Held(LetterKind kind, String reason, @Nullable AccountEvent event) {}

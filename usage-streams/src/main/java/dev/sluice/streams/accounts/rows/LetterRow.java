package dev.sluice.streams.accounts.rows;

/// Row `d/<user>/<place>`: a dead letter that is open.
///
/// @param releases
///            how often the account had been released by hand when the letter was held: a later release has dealt
///            with it
public record LetterRow(LetterKind kind, long releases) {}
